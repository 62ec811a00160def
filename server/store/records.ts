import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import type { Failure } from "./failure.ts";
import type { Numbered } from "./numbered.ts";
import type { Accepted, CounterpartState, RecordStatus } from "./record-states.ts";

/** One Procore object under one connection, with its counterpart in the ERP. */
export interface SyncRecord {
  companyId: string;
  recordId: string;
  connectionId: string;
  kind: string;
  procoreId: string;
  projectId: string | null;
  /** The record under which people find it, perhaps itself: `commitment:<id>`. */
  parent: string | null;
  /** The kind of document in the ERP, as the connectors name it: `bill`. */
  document: string;
  vendorId: string | null;
  number: string;
  title: string;
  /** ISO 4217; null: Procore does not say it of the record itself. */
  currency: string | null;
  /** Of its document, as Procore has it; null: a kind without money. */
  total: string | null;
  status: RecordStatus;
  /** State of what Procore keeps beside it (change orders) when last read; null: never read. */
  partsState: string | null;
  /** Newest state seen in Procore, and the state last sent; `sync` knows the shapes. */
  snapshot: unknown;
  sent: unknown;
  seenAt: Date;
  /** Deliveries up to here are accounted for; null: up to `seenAt`. */
  heardUntil: Date | null;
  isDeleted: boolean;
  erpId: string | null;
  erpNumber: string | null;
  /** The counterpart that it had until the ERP stopped taking it. */
  formerErpId: string | null;
  /** Candidates that a person declined: none of them stops it from being created. */
  declined: string[] | null;
  /** Our line id → the ERP's line. */
  erpLines: Record<string, string>;
  /** What was written last, in the connector's own shape. */
  written: unknown;
  /** Sum of the lines sent last; null: there were none, or this was not stored yet. */
  sentTotal: string | null;
  /** Of those that bill work, if retainage had a line of its own; null: each line was net. */
  sentGross: string | null;
  /** ISO 4217; null: the document named none. */
  sentCurrency: string | null;
  /** ISO 4217, as far as the ERP has ever shown it. */
  erpCurrency: string | null;
  /** The ERP's ids: whom it was sent for, and whom the ERP has it for. */
  sentVendor: string | null;
  erpVendor: string | null;
  numbered: Numbered | null;
  erpState: CounterpartState | null;
  /** How the counterpart differs from what was sent, and what to do; null: it does not. */
  differs: string | null;
  remark: string | null;
  /** The difference that a person has accepted; it counts while the record is `success`. */
  accepted: Accepted | null;
  /** Set while a write is under way; if it stays set, the outcome is unknown. */
  attemptingSince: Date | null;
  /** Until then an unanswered write may still be carried out; then the record is read back. */
  landsUntil: Date | null;
  /** The snapshot with which the last write began. */
  attempted: unknown;
  attempts: number;
  waiting: string | null;
  isUnanswered: boolean;
  waitingFor: string | null;
  failure: Failure | null;
  isRequested: boolean;
  pushedAt: Date | null;
  /** Procore shows the counterpart, or never will. */
  toldAt: Date | null;
  /** How often Procore has refused to show it, and when we ask again. */
  tellAttempts: number;
  tellAfter: Date | null;
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
    total: "total",
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
    sentGross: "sent_gross",
    sentCurrency: "sent_currency",
    erpCurrency: "erp_currency",
    sentVendor: "sent_vendor",
    erpVendor: "erp_vendor",
    numbered: "numbered",
    erpState: "erp_state",
    differs: "differs",
    remark: "remark",
    accepted: "accepted",
    attemptingSince: "attempting_since",
    landsUntil: "lands_until",
    attempted: "attempted",
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
  {
    json: [
      "snapshot",
      "sent",
      "attempted",
      "erpLines",
      "written",
      "numbered",
      "failure",
      "declined",
      "accepted",
    ],
  },
);
export const { fromRow, names: recordColumns, namesOf: recordColumnsOf } = ofRecord;
export const joinedRecord = ofRecord.joined("records");

/** A new `waiting` does not wait for an answer, unless the fields say so. */
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

const whereId = (companyId: string, id: string) => ({ company_id: companyId, record_id: id });

export async function findRecord(
  scope: Scope,
  object: ProcoreObject,
): Promise<SyncRecord | undefined> {
  const row = await scope("records").where(whereObject(object)).first(recordColumns());
  return row && fromRow(row);
}

export async function lockRecord(
  scope: Scope,
  object: ProcoreObject,
): Promise<SyncRecord | undefined> {
  const row = await scope("records").where(whereObject(object)).forUpdate().first(recordColumns());
  return row && fromRow(row);
}

export async function getRecord(
  scope: Scope,
  companyId: string,
  recordId: string,
): Promise<SyncRecord | undefined> {
  const row = await scope("records").where(whereId(companyId, recordId)).first(recordColumns());
  return row && fromRow(row);
}

export async function lockRecordById(
  scope: Scope,
  companyId: string,
  recordId: string,
): Promise<SyncRecord | undefined> {
  const row = await scope("records")
    .where(whereId(companyId, recordId))
    .forUpdate()
    .first(recordColumns());
  return row && fromRow(row);
}

export async function updateRecord(
  scope: Scope,
  { companyId, recordId }: Pick<SyncRecord, "companyId" | "recordId">,
  fields: Partial<SyncRecord>,
): Promise<void> {
  await scope("records").where(whereId(companyId, recordId)).update(toRow(fields));
}
