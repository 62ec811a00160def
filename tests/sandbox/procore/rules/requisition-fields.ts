import {
  REQUISITION_STATUSES,
  type Commitment,
  type Requisition,
  type RequisitionItem,
} from "../records.ts";
import { isFields, type Fields } from "../rest/call.ts";
import { invalid, malformed, notFound } from "../rest/refusal.ts";
import { nextId, type ProcoreState } from "../state.ts";
import { applyOrigin } from "./origin.ts";
import {
  readChoice,
  readDate,
  readDecimal,
  readFlag,
  readReference,
  readText,
  refuseUnknown,
} from "./read-field.ts";

const KNOWN = [
  "id",
  "period_id",
  "requisition_start",
  "requisition_end",
  "billing_date",
  "invoice_number",
  "final",
  "payment_date",
  "status",
  "submitted_at",
  "due_date",
  "origin_id",
  "origin_data",
  "items",
  "prostore_file_ids",
  "upload_ids",
];
const ITEM_KNOWN = [
  "id",
  "line_item_id",
  "detail_line_item_id",
  "item_type",
  "work_completed_this_period",
  "materials_presently_stored",
  "materials_presently_stored_from_previous_progress",
  "new_materials",
  "new_materials_quantity",
  "stored_materials",
  "stored_materials_quantity",
  "work_completed_retainage_retained_this_period",
  "materials_stored_retainage_currently_retained",
  "work_completed_retainage_released_this_period",
  "work_completed_this_period_quantity",
  "work_completed_retainage_percent_this_period",
  "materials_stored_retainage_percent_this_period",
  "subcontractor_claimed_amount",
  "status",
  "comment",
];

export function applyRequisitionFields(
  state: ProcoreState,
  commitment: Commitment,
  requisition: Requisition,
  fields: Fields,
): void {
  refuseUnknown(fields, KNOWN);
  const periodId = readReference(fields, "period_id");
  if (periodId) {
    const period = state.billingPeriods.get(periodId);
    if (period?.projectId !== requisition.projectId) {
      throw invalid("period_id", "is not a billing period of this project");
    }
    Object.assign(requisition, {
      periodId,
      requisitionStart: period.startDate,
      requisitionEnd: period.endDate,
    });
  }
  requisition.requisitionStart =
    readDate(fields, "requisition_start") ?? requisition.requisitionStart;
  requisition.requisitionEnd = readDate(fields, "requisition_end") ?? requisition.requisitionEnd;
  requisition.billingDate = readDate(fields, "billing_date") ?? requisition.billingDate;
  requisition.invoiceNumber = readText(fields, "invoice_number") ?? requisition.invoiceNumber;
  requisition.final = readFlag(fields, "final") ?? requisition.final;
  requisition.status = readChoice(fields, "status", REQUISITION_STATUSES) ?? requisition.status;
  if ("payment_date" in fields) requisition.paymentDate = readDate(fields, "payment_date") ?? null;
  if ("due_date" in fields) requisition.dueDate = readDate(fields, "due_date") ?? null;
  if ("submitted_at" in fields) requisition.submittedAt = readDate(fields, "submitted_at") ?? null;
  for (const item of itemsOf(fields.items)) {
    putRequisitionItem(state, commitment, requisition, item);
  }
  applyOrigin(requisition, fields, () =>
    [...state.requisitions.values()].filter(({ companyId }) => companyId === requisition.companyId),
  );
}

export function itemsOf(items: unknown): Fields[] {
  if (items === undefined) return [];
  if (!Array.isArray(items) || !items.every(isFields)) {
    throw malformed("items", "is not a list of items");
  }
  return items;
}

/** Found by `id`, or by the contract line it bills. */
export function putRequisitionItem(
  state: ProcoreState,
  commitment: Commitment,
  requisition: Requisition,
  fields: Fields,
): void {
  refuseUnknown(fields, ITEM_KNOWN);
  const id = readReference(fields, "id");
  const lineItemId = readReference(fields, "line_item_id");
  let item = requisition.items.find((candidate) =>
    id ? candidate.id === id : candidate.lineItemId === lineItemId,
  );
  if (!item) {
    if (id || !commitment.lines.some((line) => line.id === lineItemId) || !lineItemId) {
      throw notFound();
    }
    item = emptyItem(nextId(state, state.companies.get(requisition.companyId)?.zone), lineItemId);
    requisition.items.push(item);
  }
  item.workCompletedThisPeriod =
    readDecimal(fields, "work_completed_this_period") ?? item.workCompletedThisPeriod;
  item.materialsPresentlyStored =
    readDecimal(fields, "materials_presently_stored") ?? item.materialsPresentlyStored;
  item.workRetainageThisPeriod =
    readDecimal(fields, "work_completed_retainage_retained_this_period") ??
    item.workRetainageThisPeriod;
  item.materialsRetainage =
    readDecimal(fields, "materials_stored_retainage_currently_retained") ?? item.materialsRetainage;
  item.workRetainageReleased =
    readDecimal(fields, "work_completed_retainage_released_this_period") ??
    item.workRetainageReleased;
  item.subcontractorClaimedAmount =
    readDecimal(fields, "subcontractor_claimed_amount") ?? item.subcontractorClaimedAmount;
  item.status = readChoice(fields, "status", ["approved", "rejected", "no_action"]) ?? item.status;
  item.comment = readText(fields, "comment") ?? item.comment;
}

export function emptyItem(id: string, lineItemId: string): RequisitionItem {
  return {
    id,
    lineItemId,
    workCompletedThisPeriod: "0.00",
    materialsPresentlyStored: "0.00",
    workRetainageThisPeriod: "0.00",
    materialsRetainage: "0.00",
    workRetainageReleased: "0.00",
    subcontractorClaimedAmount: null,
    status: "no_action",
    comment: null,
  };
}
