import type { ActivityTab, Overview } from "../../../server/api/contract.ts";

export type Day = Overview["days"][number];
export type Outcome = "synced" | "failed" | "pending";

interface Look {
  word: string;
  tab: ActivityTab;
  /** Of the list that it leads to. */
  parameters: Record<string, string>;
}

export const outcomes: Record<Outcome, Look> = {
  synced: { word: "Synced", tab: "completed", parameters: { status: "synced" } },
  pending: { word: "Waiting", tab: "pending", parameters: {} },
  failed: { word: "Failed", tab: "failed", parameters: {} },
};
export const allOutcomes = Object.keys(outcomes) as Outcome[];

/** The activities of these days with that outcome. */
export function listOf(outcome: Outcome, from: string, to: string): Record<string, string> {
  const { tab, parameters } = outcomes[outcome];
  return { tab, ...parameters, from, to };
}

/** Of a day: what failed first, else what waits, else what synced. */
export function listOfDay(day: Day): Record<string, string> {
  const outcome = day.failed > 0 ? "failed" : day.pending > 0 ? "pending" : "synced";
  return listOf(outcome, day.date, day.date);
}

export const totalOf = (days: Day[], outcome: Outcome): number =>
  days.reduce((sum, day) => sum + day[outcome], 0);
