import type { Scope } from "../database/scope.ts";
import type { Numbered } from "./numbered.ts";
import { type SyncRecord, toRow } from "./records.ts";

type OfRecord = Pick<SyncRecord, "companyId" | "connectionId" | "recordId">;

/** Which of these numbers other records of ours have among the bills of this vendor. */
export async function numbersTaken(
  scope: Scope,
  { companyId, connectionId, recordId }: OfRecord,
  { vendorId, numbers }: Pick<Numbered, "vendorId"> & { numbers: string[] },
): Promise<string[]> {
  const wanted = numbers.map((number) => number.toLowerCase());
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId })
    .whereNot({ record_id: recordId })
    .whereRaw("numbered ->> 'vendorId' = ?", vendorId)
    .whereRaw("lower(numbered ->> 'number') = any(?)", [wanted])
    .select<{ number: string }[]>(scope.raw("lower(numbered ->> 'number') as number"));
  return numbers.filter((number) => rows.some((row) => row.number === number.toLowerCase()));
}

/** Takes the number, one record after the other. False: another one has it by now. */
export async function takeNumber(
  scope: Scope,
  record: OfRecord,
  numbered: Numbered,
): Promise<boolean> {
  const { vendorId, number } = numbered;
  const lock = `bill numbers of ${record.connectionId} ${vendorId}`;
  await scope.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", lock);
  const taken = await numbersTaken(scope, record, { vendorId, numbers: [number] });
  if (taken.length > 0) return false;
  const { companyId, recordId } = record;
  const changed = await scope("records")
    .where({ company_id: companyId, record_id: recordId })
    .update(toRow({ numbered }));
  return changed > 0;
}
