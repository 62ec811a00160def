import type { Call } from "./call.ts";
import { malformed } from "./refusal.ts";
import { canonical } from "./wire.ts";

export type FilterSet<Row> = Record<string, (row: Row, values: string[]) => boolean>;

/**
 * Applies `filters[name]` and `filters[name][]`. A filter the endpoint does not document is
 * refused, not ignored.
 */
export function filtered<Row>(call: Call, rows: Row[], set: FilterSet<Row>): Row[] {
  const asked = new Map<string, string[]>();
  for (const [key, value] of call.url.searchParams) {
    const name = /^filters?\[(\w+)\](?:\[\])?$/.exec(key)?.[1];
    if (!name) continue;
    const several = /^\d+(,\s*\d+)+$/.test(value) ? value.split(/,\s*/) : [value];
    asked.set(name, [
      ...(asked.get(name) ?? []),
      ...(isOwnId(name) ? several.map(canonical) : several),
    ]);
  }
  let left = rows;
  for (const [name, values] of asked) {
    const keeps = Object.hasOwn(set, name) ? set[name] : undefined;
    if (!keeps) throw malformed(`filters[${name}]`, "is not a filter of this endpoint");
    left = left.filter((row) => keeps(row, values));
  }
  return left;
}

/** An id of Procore's, which is a number; an `origin_id` is another system's text. */
const isOwnId = (name: string) => /(^|_)id$/.test(name) && name !== "origin_id";

/**
 * `2026-01-01T00:00:00Z...2026-01-02T00:00:00Z` with or without double quotes, or one day. Both
 * ends count.
 */
export function within(instant: string, values: string[]): boolean {
  const range = (values[0] ?? "").replaceAll('"', "");
  const [from = "", to = from] = range.split("...");
  const at = Date.parse(instant);
  const start = Date.parse(from);
  const end = /^\d{4}-\d{2}-\d{2}$/.test(to) ? Date.parse(to) + 86_399_999 : Date.parse(to);
  if (Number.isNaN(start) || Number.isNaN(end)) {
    throw malformed("filters", `"${range}" is not a date or a range of dates`);
  }
  return at >= start && at <= end;
}

/** The filters nearly every list has. */
export const byId = { id: (row: { id: string }, values: string[]) => values.includes(row.id) };
export const byTimes = {
  created_at: (row: { createdAt: string }, values: string[]) => within(row.createdAt, values),
  updated_at: (row: { updatedAt: string }, values: string[]) => within(row.updatedAt, values),
};
export const byOrigin = {
  origin_id: (row: { originId: string | null }, values: string[]) =>
    row.originId !== null && values.includes(row.originId),
};
