import type { ActivityChoices } from "../../../server/api/contract.ts";
import { formatDate } from "../../format.ts";
import { useQuery } from "../address.ts";
import { type ReadFilters, readFilters, shapes } from "../read-filters.ts";

const STATUSES: Record<string, string> = {
  pending: "Pending",
  failed: "Failed",
  synced: "Synced",
  not_applicable: "N/A",
};
export const statusChoices = Object.entries(STATUSES).map(([id, name]) => ({ id, name }));

export const archivedChoices = [
  { id: "too", name: "Archived too" },
  { id: "only", name: "Archived only" },
];

const idsOf = (choices: { id: string }[]) => choices.map(({ id }) => id);

/** What the address says, each as the server reads it but for the days: those are the reader's own. */
const SHAPES = {
  q: shapes.text("text"),
  type: shapes.type,
  project: shapes.projects,
  vendor: shapes.vendors,
  connection: shapes.connections,
  status: shapes.some("status", idsOf(statusChoices)),
  impact: shapes.amount,
  archived: shapes.one("choice of archived ones", idsOf(archivedChoices)),
  from: shapes.day,
  to: shapes.day,
};
export type FilterName = keyof typeof SHAPES;
export type Filters = Partial<Record<FilterName, string>>;

export const noFilters = Object.fromEntries(
  Object.keys(SHAPES).map((name) => [name, null]),
) as Record<FilterName, null>;

export function useFilters(): ReadFilters<FilterName> {
  return readFilters(useQuery(), SHAPES);
}

/** Both days are whole. */
export function asRequest({ from, to, ...others }: Filters): Record<string, string> {
  return {
    ...others,
    ...(from && { since: midnight(from, 0) }),
    ...(to && { until: midnight(to, 1) }),
  };
}

function midnight(day: string, daysLater: number): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}

/** What a chip says: `Project: Harbor Tower`. */
export function describeFilter(
  name: FilterName,
  value: string,
  choices: ActivityChoices | undefined,
): string {
  const named = (list: { id: string; name: string }[] = []) =>
    value
      .split(",")
      .map((id) => list.find((one) => one.id === id)?.name ?? id)
      .join(", ");
  const words: Record<FilterName, () => string> = {
    q: () => `Text: ${value}`,
    type: () => `Type: ${named(choices?.types)}`,
    project: () => `Project: ${named(choices?.projects)}`,
    vendor: () => `Vendor: ${named(choices?.vendors)}`,
    connection: () => `Connection: ${named(choices?.connections)}`,
    status: () => `Status: ${named(statusChoices)}`,
    archived: () => named(archivedChoices),
    impact: () => `Impact at least ${value}`,
    from: () => `From ${formatDate(value)}`,
    to: () => `To ${formatDate(value)}`,
  };
  return words[name]();
}
