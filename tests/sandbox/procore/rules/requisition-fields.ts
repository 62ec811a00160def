import { REQUISITION_STATUSES, type Commitment, type Requisition } from "../records.ts";
import type { Fields } from "../rest/call.ts";
import { invalid } from "../rest/refusal.ts";
import type { ProcoreState } from "../state.ts";
import { applyOrigin } from "./origin.ts";
import {
  readChoice,
  readDate,
  readFlag,
  readReference,
  readText,
  refuseUnknown,
} from "./read-field.ts";
import { itemsOf, putRequisitionItem } from "./requisition-items.ts";

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
