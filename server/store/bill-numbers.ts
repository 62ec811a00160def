import type { Scope } from "../database/scope.ts";
import type { Numbered } from "./numbered.ts";
import { fromRow, recordColumns, type SyncRecord, toRow } from "./records.ts";

type OfRecord = Pick<SyncRecord, "companyId" | "connectionId" | "recordId" | "parent">;
type Wanted = Pick<Numbered, "vendorId"> & { numbers: string[] };

export interface NumberHolder {
  recordId: string;
  label: string;
  number: string;
  /** `same`: perhaps the same invoice. `none`: nothing of it is in the ERP, and nothing will be. */
  is: "other" | "same" | "none";
}

export async function numberHolders(
  scope: Scope,
  { companyId, connectionId, recordId, parent }: OfRecord,
  { vendorId, numbers }: Wanted,
): Promise<NumberHolder[]> {
  const wanted = numbers.map((number) => number.toLowerCase());
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId })
    .whereNot({ record_id: recordId })
    .whereRaw("numbered ->> 'vendorId' = ?", vendorId)
    .whereRaw("lower(numbered ->> 'number') = any(?)", [wanted])
    .select(recordColumns());
  return rows.map((row) => {
    const holder = fromRow(row);
    const { number = "" } = holder.numbered ?? {};
    return {
      recordId: holder.recordId,
      label: holder.number,
      number,
      is: relation(holder, parent),
    };
  });
}

/** Which of the numbers, in lower case, other living records under the same parent have. */
export async function invoicesNamed(
  scope: Scope,
  { companyId, connectionId, recordId, parent }: OfRecord,
  numbers: string[],
): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const wanted = numbers.map((number) => number.toLowerCase());
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId, parent, is_deleted: false })
    .whereNot({ record_id: recordId })
    .whereRaw("parent <> kind || ':' || procore_id")
    .select<{ number: string; sent: string | null }[]>(
      scope.raw("lower(number) as number"),
      scope.raw("lower(numbered ->> 'number') as sent"),
    );
  const known = new Set(rows.flatMap(({ number, sent }) => [number, sent]));
  return new Set(wanted.filter((number) => known.has(number)));
}

function relation(holder: SyncRecord, parent: string | null): NumberHolder["is"] {
  if (!holder.isDeleted) return holder.parent === parent ? "same" : "other";
  const isGone = holder.erpId === null || holder.status === "not_integrated";
  return isGone && holder.attemptingSince === null ? "none" : "same";
}

/** Returns another holder, if any. A number with nothing in the ERP is free again. */
export async function takeNumber(
  scope: Scope,
  record: OfRecord,
  numbered: Numbered,
): Promise<NumberHolder | undefined> {
  const { vendorId, number } = numbered;
  const { companyId, recordId } = record;
  const lock = `bill numbers of ${record.connectionId} ${vendorId}`;
  await scope.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", lock);
  const holders = await numberHolders(scope, record, { vendorId, numbers: [number] });
  const holder = holders.find(({ is }) => is !== "none");
  if (holder) return holder;
  for (const { recordId: left } of holders) {
    await scope("records")
      .where({ company_id: companyId, record_id: left })
      .update(toRow({ numbered: null }));
  }
  await scope("records")
    .where({ company_id: companyId, record_id: recordId })
    .update(toRow({ numbered }));
  return undefined;
}
