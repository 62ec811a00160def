import type { Knex } from "knex";

export type RecordKind = "vendor" | "commitment" | "requisition";
export type RecordStatus = "not_integrated" | "pending" | "success" | "error" | "desynchronized";

/** What went wrong, whose move it is, what to do: stored as it is shown. */
export interface Failure {
  code: string;
  title: string;
  detail: string;
  whoseMove: "project" | "accounting" | "admin" | "crosstie";
  system: string;
  said: string | null;
  lastAt: string;
}

/** The code of a failure that goes away by itself. */
export const UNREACHABLE = "unreachable";

/** One Procore object under one connection, with its counterpart. */
export interface SyncRecord {
  companyId: string;
  recordId: string;
  connectionId: string;
  kind: RecordKind;
  procoreId: string;
  projectId: string | null;
  /** The commitment that the panel shows it under. */
  commitmentId: string | null;
  vendorId: string | null;
  number: string;
  title: string;
  status: RecordStatus;
  /** Newest state seen in Procore, and the state last sent; shapes are `sync`'s. */
  snapshot: unknown;
  sent: unknown;
  seenAt: Date;
  isDeleted: boolean;
  erpId: string | null;
  erpNumber: string | null;
  /** Our line id → the ERP's line. */
  erpLines: Record<string, string>;
  erpTotal: string | null;
  erpUnpaid: string | null;
  /** How much more the ERP counts as paid than it shows payments of. */
  erpUnseen: string;
  /** Set while a write is under way; still set afterwards: its outcome is unknown. */
  attemptingSince: Date | null;
  attempts: number;
  waiting: string | null;
  waitingFor: string | null;
  failure: Failure | null;
  isRequested: boolean;
  pushedAt: Date | null;
  toldAt: Date | null;
}

export interface RecordRow {
  company_id: string;
  record_id: string;
  connection_id: string;
  kind: RecordKind;
  procore_id: string;
  project_id: string | null;
  commitment_id: string | null;
  vendor_id: string | null;
  number: string;
  title: string;
  status: RecordStatus;
  snapshot: unknown;
  sent: unknown;
  seen_at: Date;
  is_deleted: boolean;
  erp_id: string | null;
  erp_number: string | null;
  erp_lines: Record<string, string>;
  erp_total: string | null;
  erp_unpaid: string | null;
  erp_unseen: string;
  attempting_since: Date | null;
  attempts: number;
  waiting: string | null;
  waiting_for: string | null;
  failure: Failure | null;
  is_requested: boolean;
  pushed_at: Date | null;
  told_at: Date | null;
}

const columns = {
  companyId: "company_id",
  recordId: "record_id",
  connectionId: "connection_id",
  kind: "kind",
  procoreId: "procore_id",
  projectId: "project_id",
  commitmentId: "commitment_id",
  vendorId: "vendor_id",
  number: "number",
  title: "title",
  status: "status",
  snapshot: "snapshot",
  sent: "sent",
  seenAt: "seen_at",
  isDeleted: "is_deleted",
  erpId: "erp_id",
  erpNumber: "erp_number",
  erpLines: "erp_lines",
  erpTotal: "erp_total",
  erpUnpaid: "erp_unpaid",
  erpUnseen: "erp_unseen",
  attemptingSince: "attempting_since",
  attempts: "attempts",
  waiting: "waiting",
  waitingFor: "waiting_for",
  failure: "failure",
  isRequested: "is_requested",
  pushedAt: "pushed_at",
  toldAt: "told_at",
} as const satisfies Record<keyof SyncRecord, keyof RecordRow>;

const jsonColumns = new Set<keyof SyncRecord>(["snapshot", "sent", "erpLines", "failure"]);

export function fromRow(row: RecordRow): SyncRecord {
  return Object.fromEntries(
    Object.entries(columns).map(([field, column]) => [field, row[column]]),
  ) as unknown as SyncRecord;
}

export function toRow(fields: Partial<SyncRecord>): Record<string, Knex.Value> {
  return Object.fromEntries(
    (Object.entries(fields) as [keyof SyncRecord, Knex.Value][])
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [
        columns[field],
        jsonColumns.has(field) && value !== null ? JSON.stringify(value) : value,
      ]),
  );
}

export interface ProcoreObject {
  companyId: string;
  connectionId: string;
  kind: RecordKind;
  procoreId: string;
}

const whereObject = ({ companyId, connectionId, kind, procoreId }: ProcoreObject) => ({
  company_id: companyId,
  connection_id: connectionId,
  kind,
  procore_id: procoreId,
});

export async function findRecord(db: Knex, object: ProcoreObject): Promise<SyncRecord | undefined> {
  const row = await db<RecordRow>("records").where(whereObject(object)).first();
  return row && fromRow(row);
}

/**
 * The same, holding the row until the transaction ends: two changes of one record are taken one
 * after the other.
 */
export async function lockRecord(
  trx: Knex.Transaction,
  object: ProcoreObject,
): Promise<SyncRecord | undefined> {
  const row = await trx<RecordRow>("records").where(whereObject(object)).forUpdate().first();
  return row && fromRow(row);
}

export async function getRecord(
  db: Knex,
  companyId: string,
  recordId: string,
): Promise<SyncRecord | undefined> {
  const row = await db<RecordRow>("records")
    .where({ company_id: companyId, record_id: recordId })
    .first();
  return row && fromRow(row);
}

/** The same, holding the row until the transaction ends. */
export async function lockRecordById(
  trx: Knex.Transaction,
  companyId: string,
  recordId: string,
): Promise<SyncRecord | undefined> {
  const row = await trx<RecordRow>("records")
    .where({ company_id: companyId, record_id: recordId })
    .forUpdate()
    .first();
  return row && fromRow(row);
}

export type NewRecord = ProcoreObject &
  Pick<
    SyncRecord,
    "projectId" | "commitmentId" | "vendorId" | "number" | "title" | "snapshot" | "seenAt"
  > &
  Partial<Pick<SyncRecord, "status" | "isRequested">>;

/** Adds a record; undefined when another process has just added it. */
export async function addRecord(db: Knex, record: NewRecord): Promise<SyncRecord | undefined> {
  const rows = await db<RecordRow>("records")
    .insert(toRow(record) as never)
    .onConflict(["company_id", "connection_id", "kind", "procore_id"])
    .ignore()
    .returning("*");
  return rows[0] && fromRow(rows[0]);
}

export async function updateRecord(
  db: Knex,
  { companyId, recordId }: Pick<SyncRecord, "companyId" | "recordId">,
  fields: Partial<SyncRecord>,
): Promise<void> {
  await db("records").where({ company_id: companyId, record_id: recordId }).update(toRow(fields));
}

/** The same for many, with one statement. */
export async function updateRecords(
  db: Knex,
  { companyId, recordIds }: { companyId: string; recordIds: string[] },
  fields: Partial<SyncRecord>,
): Promise<void> {
  if (recordIds.length > 0) {
    await db("records")
      .where({ company_id: companyId })
      .whereIn("record_id", recordIds)
      .update(toRow(fields));
  }
}

/** A commitment and all that hangs on it: itself and its requisitions, oldest first. */
export async function recordsOfCommitment(
  db: Knex,
  companyId: string,
  commitmentId: string,
): Promise<SyncRecord[]> {
  const rows = await db<RecordRow>("records")
    .where({ company_id: companyId, commitment_id: commitmentId })
    .orderBy("record_id");
  return rows.map(fromRow);
}

/** Records held up by another: `waitingFor` is `vendor:<id>` or `commitment:<id>`. */
export async function recordsWaitingFor(
  db: Knex,
  of: { companyId: string; connectionId: string; waitingFor: string },
): Promise<SyncRecord[]> {
  const rows = await db<RecordRow>("records").where({
    company_id: of.companyId,
    connection_id: of.connectionId,
    waiting_for: of.waitingFor,
  });
  return rows.map(fromRow);
}

/** Synced requisitions among these bill ids of the ERP. */
export async function requisitionsByBill(
  db: Knex,
  connection: { companyId: string; connectionId: string },
  billIds: string[],
): Promise<SyncRecord[]> {
  const rows = await db<RecordRow>("records")
    .where({
      company_id: connection.companyId,
      connection_id: connection.connectionId,
      kind: "requisition",
    })
    .whereIn("erp_id", billIds);
  return rows.map(fromRow);
}
