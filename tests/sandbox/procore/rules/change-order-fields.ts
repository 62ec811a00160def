import {
  CHANGE_ORDER_STATUSES,
  type ChangeOrder,
  type ChangeOrderBatch,
} from "../change-orders.ts";
import type { Fields } from "../rest/call.ts";
import { invalid } from "../rest/refusal.ts";
import type { ProcoreState } from "../state.ts";
import {
  readChoice,
  readDate,
  readFlag,
  readReference,
  readText,
  readWhole,
  refuseUnknown,
} from "./read-field.ts";

const DATES = ["due_date", "invoiced_date", "paid_date", "signed_change_order_received_date"];
const ACCEPTED_UNKEPT = [
  "change_order_change_reason_id",
  "location_id",
  "designated_reviewer_id",
  "received_from_id",
  "reason",
  "enable_ssov",
  "change_event_attachment_ids",
  "attachment_ids",
  "drawing_revision_ids",
  "file_version_ids",
  "form_ids",
  "image_ids",
  "upload_ids",
];
const BOTH = [
  "contract_id",
  "number",
  "title",
  "description",
  "status",
  "revision",
  "executed",
  "private",
  "signature_required",
  "schedule_impact_amount",
  ...DATES,
  ...ACCEPTED_UNKEPT,
];

/** Writes what a create or an update of a change order may set, by Procore's attribute names. */
export function applyChangeOrderFields(
  state: ProcoreState,
  order: ChangeOrder,
  fields: Fields,
): void {
  refuseUnknown(fields, [...BOTH, "batch_id", "reference", "field_change", "paid"]);
  applyBoth(order, fields, DATES);
  order.reference = readText(fields, "reference") ?? order.reference;
  order.fieldChange = readFlag(fields, "field_change") ?? order.fieldChange;
  order.paid = readFlag(fields, "paid") ?? order.paid;
  const contractId = readReference(fields, "contract_id");
  if (contractId && contractId !== order.contractId) {
    throw invalid("contract_id", "cannot be changed");
  }
  const batchId = readReference(fields, "batch_id");
  if (batchId && batchId !== order.batchId) join(state, order, batchId);
  if (batchId === null) order.batchId = null;
}

/** As Procore's support pages say: none that is approved joins, and its status is the batch's. */
function join(state: ProcoreState, order: ChangeOrder, batchId: string): void {
  const batch = state.changeOrderBatches.get(batchId);
  if (batch?.contractId !== order.contractId) {
    throw invalid("batch_id", "is not a batch of this contract");
  }
  if (order.status === "approved") throw invalid("batch_id", "takes no approved change order");
  order.batchId = batchId;
  order.status = batch.status;
}

export function applyBatchFields(batch: ChangeOrderBatch, fields: Fields): void {
  refuseUnknown(fields, [
    ...BOTH,
    "revised_substantial_completion_date",
    "change_order_ids",
    "legacy_request_ids",
  ]);
  applyBoth(batch, fields, [...DATES, "revised_substantial_completion_date"]);
}

function applyBoth(order: ChangeOrder | ChangeOrderBatch, fields: Fields, dates: string[]): void {
  order.number = readText(fields, "number") ?? order.number;
  order.title = readText(fields, "title") ?? order.title;
  order.description = readText(fields, "description") ?? order.description;
  order.status = readChoice(fields, "status", CHANGE_ORDER_STATUSES) ?? order.status;
  order.revision = readWhole(fields, "revision") ?? order.revision;
  order.executed = readFlag(fields, "executed") ?? order.executed;
  order.private = readFlag(fields, "private") ?? order.private;
  order.signatureRequired = readFlag(fields, "signature_required") ?? order.signatureRequired;
  if ("schedule_impact_amount" in fields) {
    order.scheduleImpactAmount = readWhole(fields, "schedule_impact_amount") ?? null;
  }
  for (const name of dates) {
    if (name in fields) order.dates[name] = readDate(fields, name) ?? null;
  }
}
