import { Decimal } from "decimal.js";
import { kindOf } from "./index.ts";

/** As it was seen last; undefined for a kind without a total. */
export function totalOfRecord(record: { kind: string; snapshot: unknown }): Decimal | undefined {
  const kind = kindOf(record);
  const totals = kind.fields(kind.parse(record.snapshot)).filter((field) => field.kind === "total");
  if (totals.length === 0) return undefined;
  return totals.reduce((sum, { value }) => sum.plus(value ?? 0), new Decimal(0));
}
