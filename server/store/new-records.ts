import type { Scope } from "../database/scope.ts";
import { recordColumns, fromRow, type ProcoreObject, type SyncRecord, toRow } from "./records.ts";

export type NewRecord = ProcoreObject &
  Pick<
    SyncRecord,
    "projectId" | "parent" | "document" | "vendorId" | "number" | "title" | "snapshot" | "seenAt"
  > &
  Partial<
    Pick<SyncRecord, "currency" | "total" | "status" | "isRequested" | "partsState" | "heardUntil">
  >;

/** Undefined: another process has just added it. */
export async function addRecord(scope: Scope, record: NewRecord): Promise<SyncRecord | undefined> {
  const rows = await scope("records")
    .insert(toRow(record) as never)
    .onConflict(["company_id", "connection_id", "kind", "procore_id"])
    .ignore()
    .returning(recordColumns());
  return rows[0] && fromRow(rows[0]);
}

export async function addRecords(scope: Scope, records: NewRecord[]): Promise<void> {
  if (records.length === 0) return;
  await scope("records")
    .insert(records.map((record) => toRow(record)))
    .onConflict(["company_id", "connection_id", "kind", "procore_id"])
    .ignore();
}
