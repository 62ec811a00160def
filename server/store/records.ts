import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import type { Failure } from "./failure.ts";
import type { Numbered } from "./numbered.ts";

export type RecordStatus =
  | "not_integrated"
  | "pending"
  | "success"
  | "error"
  | "desynchronized"
  | "not_applicable";

/** What becomes of a document in an ERP's books. */
export type CounterpartState =
  | "open"
  | "closed"
  | "pending_approval"
  | "on_hold"
  | "rejected"
  | "gone";

/** One Procore object under one connection, with its counterpart. */
export interface SyncRecord {
  companyId: string;
  recordId: string;
  connectionId: string;
  /** As `kinds` names it. */
  kind: string;
  procoreId: string;
  projectId: string | null;
  /** Under which record people find it, itself perhaps: `commitment:<id>`. */
  parent: string | null;
  /** What it is in the ERP's books, in the connectors' words. */
  document: string;
  vendorId: string | null;
  number: string;
  title: string;
  /** ISO 4217, where Procore says it of the record itself. */
  currency: string | null;
  status: RecordStatus;
  /** How what Procore keeps beside it stood when it was read; null: that was never read. */
  partsState: string | null;
  /** Newest state seen in Procore, and the state last sent; shapes are `sync`'s. */
  snapshot: unknown;
  sent: unknown;
  seenAt: Date;
  /** What deliveries say happened until then is accounted for; null: until `seenAt`. */
  heardUntil: Date | null;
  isDeleted: boolean;
  erpId: string | null;
  erpNumber: string | null;
  /** The counterpart that it had until the ERP took it no more. */
  formerErpId: string | null;
  /** Candidates that a person has declined: none of them stops it from being created. */
  declined: string[] | null;
  /** Our line id → the ERP's line. */
  erpLines: Record<string, string>;
  /** What was written last, in the ERP's own shape: its connector's. */
  written: unknown;
  /** What the lines that were sent last come to; null: they had none, or that was not kept yet. */
  sentTotal: string | null;
  /** In which currency: ISO 4217; null where the document named none. */
  sentCurrency: string | null;
  /** In which the counterpart is, as far as the ERP has ever shown it: ISO 4217. */
  erpCurrency: string | null;
  /** Under which number it is, or is about to be, among the bills of its vendor there. */
  numbered: Numbered | null;
  /** How the counterpart stood when it was looked at last. */
  erpState: CounterpartState | null;
  /** In what the counterpart differs from what was sent, and what to do; null: in nothing. */
  differs: string | null;
  /** What else the connector said of the counterpart when it was written; null: nothing. */
  remark: string | null;
  /** Set while a write is under way; still set afterwards: its outcome is unknown. */
  attemptingSince: Date | null;
  /** Until then a write whose answer never came may be carried out; then the record is read back. */
  landsUntil: Date | null;
  attempts: number;
  waiting: string | null;
  /** It waits for an answer of another system. */
  isUnanswered: boolean;
  waitingFor: string | null;
  failure: Failure | null;
  isRequested: boolean;
  pushedAt: Date | null;
  /** Procore shows the counterpart, or will never show it. */
  toldAt: Date | null;
  /** How often Procore has refused to show it, and when it is asked again. */
  tellAttempts: number;
  tellAfter: Date | null;
  /** Why Procore does not show it, in Procore's words. */
  untold: string | null;
}

const ofRecord = columns<SyncRecord>(
  {
    companyId: "company_id",
    recordId: "record_id",
    connectionId: "connection_id",
    kind: "kind",
    procoreId: "procore_id",
    projectId: "project_id",
    parent: "parent",
    document: "document",
    vendorId: "vendor_id",
    number: "number",
    title: "title",
    currency: "currency",
    status: "status",
    partsState: "parts_state",
    snapshot: "snapshot",
    sent: "sent",
    seenAt: "seen_at",
    heardUntil: "heard_until",
    isDeleted: "is_deleted",
    erpId: "erp_id",
    erpNumber: "erp_number",
    formerErpId: "former_erp_id",
    declined: "declined",
    erpLines: "erp_lines",
    written: "written",
    sentTotal: "sent_total",
    sentCurrency: "sent_currency",
    erpCurrency: "erp_currency",
    numbered: "numbered",
    erpState: "erp_state",
    differs: "differs",
    remark: "remark",
    attemptingSince: "attempting_since",
    landsUntil: "lands_until",
    attempts: "attempts",
    waiting: "waiting",
    isUnanswered: "is_unanswered",
    waitingFor: "waiting_for",
    failure: "failure",
    isRequested: "is_requested",
    pushedAt: "pushed_at",
    toldAt: "told_at",
    tellAttempts: "tell_attempts",
    tellAfter: "tell_after",
    untold: "untold",
  },
  { json: ["snapshot", "sent", "erpLines", "written", "numbered", "failure", "declined"] },
);
export const { fromRow, names: recordColumns, namesOf: recordColumnsOf } = ofRecord;
export const joinedRecord = ofRecord.joined("records");

/** What it waits for from now on is no answer, unless it is said so. */
export function toRow(fields: Partial<SyncRecord>) {
  return ofRecord.toRow(fields.waiting === undefined ? fields : { isUnanswered: false, ...fields });
}

export interface ProcoreObject {
  companyId: string;
  connectionId: string;
  kind: string;
  procoreId: string;
}

export const whereObject = ({ companyId, connectionId, kind, procoreId }: ProcoreObject) => ({
  company_id: companyId,
  connection_id: connectionId,
  kind,
  procore_id: procoreId,
});

export async function findRecord(
  scope: Scope,
  object: ProcoreObject,
): Promise<SyncRecord | undefined> {
  const row = await scope("records").where(whereObject(object)).first();
  return row && fromRow(row);
}

/**
 * The same, holding the row until the transaction ends: two changes of one record are taken one
 * after the other.
 */
export async function lockRecord(
  scope: Scope,
  object: ProcoreObject,
): Promise<SyncRecord | undefined> {
  const row = await scope("records").where(whereObject(object)).forUpdate().first();
  return row && fromRow(row);
}

export async function getRecord(
  scope: Scope,
  companyId: string,
  recordId: string,
): Promise<SyncRecord | undefined> {
  const row = await scope("records").where({ company_id: companyId, record_id: recordId }).first();
  return row && fromRow(row);
}

/** The same, holding the row until the transaction ends. */
export async function lockRecordById(
  scope: Scope,
  companyId: string,
  recordId: string,
): Promise<SyncRecord | undefined> {
  const row = await scope("records")
    .where({ company_id: companyId, record_id: recordId })
    .forUpdate()
    .first();
  return row && fromRow(row);
}

export async function updateRecord(
  scope: Scope,
  { companyId, recordId }: Pick<SyncRecord, "companyId" | "recordId">,
  fields: Partial<SyncRecord>,
): Promise<void> {
  await scope("records")
    .where({ company_id: companyId, record_id: recordId })
    .update(toRow(fields));
}
