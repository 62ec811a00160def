import { Decimal } from "decimal.js";
import type { Commitment, Requisition, RequisitionItem } from "../records.ts";
import { isFields, type Fields } from "../rest/call.ts";
import { malformed, notFound } from "../rest/refusal.ts";
import { nextId, type ProcoreState } from "../state.ts";
import { billableLines, billedLine, type BilledLine } from "./billed-lines.ts";
import { readChoice, readDecimal, readReference, readText, refuseUnknown } from "./read-field.ts";

const KINDS = ["contract_item", "contract_detail_item", "change_order_item"] as const;
const KNOWN = [
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

export function itemsOf(items: unknown): Fields[] {
  if (items === undefined) return [];
  if (!Array.isArray(items) || !items.every(isFields)) {
    throw malformed("items", "is not a list of items");
  }
  return items;
}

/** Found by `id`, or by the kind and the line that it bills. */
export function putRequisitionItem(
  state: ProcoreState,
  commitment: Commitment,
  requisition: Requisition,
  fields: Fields,
): void {
  refuseUnknown(fields, KNOWN);
  const item = found(state, commitment, requisition, fields);
  applyWork(state, commitment, item, fields);
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

function found(
  state: ProcoreState,
  commitment: Commitment,
  requisition: Requisition,
  fields: Fields,
): RequisitionItem {
  const id = readReference(fields, "id");
  const asked = readChoice(fields, "item_type", KINDS);
  const lineItemId =
    (asked === "contract_detail_item" && readReference(fields, "detail_line_item_id")) ||
    readReference(fields, "line_item_id");
  const known = requisition.items.find((candidate) =>
    id
      ? candidate.id === id
      : candidate.lineItemId === lineItemId && candidate.kind === (asked ?? candidate.kind),
  );
  if (known) return known;
  const billable = billableLines(state, commitment).find(
    ({ kind, line }) => kind === (asked ?? "contract_item") && line.id === lineItemId,
  );
  if (id || !billable) throw notFound();
  const item = emptyItem(nextId(state, state.companies.get(requisition.companyId)?.zone), billable);
  requisition.items.push(item);
  return item;
}

/** A contract counted by units is billed by quantity; an amount then says how many units it is. */
function applyWork(
  state: ProcoreState,
  commitment: Commitment,
  item: RequisitionItem,
  fields: Fields,
): void {
  const amount = readDecimal(fields, "work_completed_this_period");
  if (amount !== undefined) item.workCompletedThisPeriod = amount;
  if (commitment.accountingMethod !== "unit") return;
  const unitCost = new Decimal(billedLine(state, commitment, item)?.line.unitCost ?? 0);
  const quantity = readDecimal(fields, "work_completed_this_period_quantity", 4);
  if (quantity !== undefined) {
    item.quantityThisPeriod = quantity;
    if (amount === undefined) {
      item.workCompletedThisPeriod = unitCost.times(quantity).toFixed(2);
    }
  } else if (amount !== undefined && !unitCost.isZero()) {
    item.quantityThisPeriod = new Decimal(amount).div(unitCost).toFixed(4);
  }
}

export function emptyItem(id: string, { kind, line }: BilledLine): RequisitionItem {
  return {
    id,
    kind,
    lineItemId: line.id,
    workCompletedThisPeriod: "0.00",
    quantityThisPeriod: "0.0",
    materialsPresentlyStored: "0.00",
    workRetainageThisPeriod: "0.00",
    materialsRetainage: "0.00",
    workRetainageReleased: "0.00",
    subcontractorClaimedAmount: null,
    status: "no_action",
    comment: null,
  };
}
