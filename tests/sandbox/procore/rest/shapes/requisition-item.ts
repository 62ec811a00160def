import { Decimal } from "decimal.js";
import type { ItemSums } from "../../rules/requisition-sums.ts";
import type { ProcoreState } from "../../state.ts";
import { currency, wireId } from "../wire.ts";
import { wbsShape } from "./line.ts";

/**
 * A row of `items` in a v1.1 invoice. Its `net_amount` and `gross_amount` are left out: Procore
 * does not say of what they are net and gross.
 * Materials stay stored from one invoice to the next; only what is new is billed, and only on that
 * is retainage newly kept.
 */
export function invoiceItem(
  state: ProcoreState,
  accountingMethod: "amount" | "unit",
  sums: ItemSums,
): Record<string, unknown> {
  const { item, line, stored, before } = sums;
  const retainage = new Decimal(item.materialsRetainage).minus(before.materialsRetainage);
  const none = new Decimal(0);
  return {
    ...contractItem(state, sums),
    accounting_method: accountingMethod,
    total_completed_and_stored_to_date_from_previous: before.completed.toFixed(2),
    materials_presently_stored: stored.toFixed(2),
    materials_presently_stored_from_previous_progress: before.stored.toFixed(2),
    materials_presently_stored_quantity: "0.0",
    materials_previously_stored_quantity: "0.0",
    materials_stored_retainage_new_materials: Decimal.max(retainage, none).toFixed(2),
    materials_stored_retainage_released_this_period: Decimal.max(retainage.neg(), none).toFixed(2),
    previous_progress_id: wireId(before.itemId),
    line_number: String(line.position),
    taxes: [],
    uom: line.uom,
  };
}

/** A row of `contract_items`. */
export function contractItem(
  state: ProcoreState,
  { item, line, scheduled, previous, completed, percent, previousRetainage }: ItemSums,
): Record<string, unknown> {
  const code = line.costCodeId ? state.costCodes.get(line.costCodeId) : undefined;
  const type = line.lineItemTypeId ? state.lineItemTypes.get(line.lineItemTypeId) : undefined;
  return {
    id: wireId(item.id),
    item_type: "contract_item",
    cost_code_id: wireId(line.costCodeId),
    line_item_id: wireId(line.id),
    description_of_work: line.description,
    scheduled_value: scheduled.toFixed(2),
    scheduled_quantity: line.quantity,
    scheduled_unit_price: line.unitCost,
    work_completed_from_previous_application: previous.toFixed(2),
    work_completed_this_period: item.workCompletedThisPeriod,
    work_completed_this_period_quantity: "0.0",
    work_completed_from_previous_application_quantity: "0.0",
    materials_presently_stored: item.materialsPresentlyStored,
    materials_moved: "0.00",
    materials_retainage_retained_moved: "0.00",
    total_completed_and_stored_to_date: completed.toFixed(2),
    total_completed_and_stored_to_date_percent: percent.toFixed(2),
    work_completed_retainage_from_previous_application: previousRetainage.toFixed(2),
    work_completed_retainage_retained_this_period: item.workRetainageThisPeriod,
    work_completed_retainage_percent_this_period: "0.00",
    work_completed_retainage_released_this_period: item.workRetainageReleased,
    materials_stored_retainage_currently_retained: item.materialsRetainage,
    materials_stored_retainage_percent_this_period: "0.00",
    materials_stored_retainage_released_this_period: "0.00",
    subcontractor_claimed_amount: item.subcontractorClaimedAmount,
    ssr_manual_override: false,
    status: item.status,
    comment: item.comment,
    position: line.position,
    wbs_code: code ? wbsShape(code, type) : null,
    currency_configuration: currency,
  };
}

/** A row of `detail`: the G703 view. */
export function detailItem({
  item,
  line,
  scheduled,
  previous,
  stored,
  completed,
  percent,
  previousRetainage,
  retainage,
}: ItemSums): Record<string, unknown> {
  return {
    id: wireId(item.id),
    item_type: "contract_item",
    item_number: line.position,
    cost_code_id: wireId(line.costCodeId),
    description_of_work: line.description,
    scheduled_value: scheduled.toFixed(2),
    scheduled_quantity: line.quantity,
    scheduled_unit_price: line.unitCost,
    work_completed_from_previous_application: previous.toFixed(2),
    work_completed_this_period: item.workCompletedThisPeriod,
    materials_presently_stored: stored.toFixed(2),
    total_completed_and_stored_to_date: completed.toFixed(2),
    total_completed_and_stored_to_date_percent: percent.toFixed(2),
    balance_to_finish: scheduled.minus(completed).toFixed(2),
    work_completed_retainage_retained_this_period: item.workRetainageThisPeriod,
    work_completed_retainage_released_this_period: item.workRetainageReleased,
    work_completed_retainage_from_previous_application: previousRetainage.toFixed(2),
    work_completed_retainage_currently_retained: retainage
      .minus(item.materialsRetainage)
      .toFixed(2),
    materials_stored_retainage_currently_retained: item.materialsRetainage,
    total_retainage_currently_retained: retainage.toFixed(2),
    total_retainage_from_previous_application: previousRetainage.toFixed(2),
    materials_moved: "0.00",
    materials_retainage_retained_moved: "0.00",
  };
}
