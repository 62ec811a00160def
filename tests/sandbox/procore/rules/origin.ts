import type { Fields } from "../rest/call.ts";
import { taken } from "../rest/refusal.ts";
import { readText } from "./read-field.ts";

export const ORIGIN_FIELDS = ["origin_id", "origin_data", "origin_code"] as const;

interface Synced {
  id: string;
  originId: string | null;
  originData: string | null;
  originCode?: string | null;
}

/** `origin_id` is unique per kind of record within a company; null gives it back. */
export function applyOrigin(
  record: Synced,
  fields: Fields,
  siblings: () => Iterable<Synced>,
): void {
  const originId = readText(fields, "origin_id");
  if (originId) {
    for (const sibling of siblings()) {
      if (sibling.originId === originId && sibling.id !== record.id) throw taken("origin_id");
    }
  }
  if (originId !== undefined) record.originId = originId || null;
  const originData = readText(fields, "origin_data");
  if (originData !== undefined) record.originData = originData;
  const originCode = readText(fields, "origin_code");
  if (originCode !== undefined && "originCode" in record) record.originCode = originCode;
}
