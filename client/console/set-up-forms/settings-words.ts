import type { PaymentSchedule, Settings, SystemView } from "../../../server/api/contract.ts";

/** In the order in which Procore's own ERP settings list them. */
export const scheduleWords: Record<PaymentSchedule, string> = {
  hourly: "Hourly",
  daily: "Daily",
  every_4_hours: "Every 4 Hours",
  never: "Never",
  every_2_hours: "Every 2 Hours",
};

/** Of what a setting may be for each: one, and many. */
export const holderWords = {
  project: ["project", "projects"],
  cost_type: ["cost type", "cost types"],
  custom_field: ["custom field", "custom fields"],
} as const;

/** "Commitments, Payments". */
export function typeWords({ resourceTypes }: Settings, system: SystemView | undefined): string {
  const chosen = system?.resourceTypes.filter(({ id }) => resourceTypes[id]) ?? [];
  return chosen.map(({ name }) => name).join(", ") || "None";
}
