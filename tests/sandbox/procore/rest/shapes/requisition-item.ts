import { Decimal } from "decimal.js";
import type { Requisition } from "../../records.ts";
import type { ItemSums } from "../../rules/requisition-sums.ts";
import type { ProcoreState } from "../../state.ts";
import { wireId } from "../wire.ts";
import { currencyOf } from "./currency.ts";
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
export function contractItem(state: ProcoreState, sums: ItemSums): Record<string, unknown> {
  return {
    ...anyItem(state, sums),
    item_type: sums.kind,
    line_item_id: wireId(lineItemId(state, sums)),
    ssr_manual_override: false,
    status: sums.item.status,
    comment: sums.item.comment,
  };
}

/** A row of `contract_detail_items`: it names its own line, and the contract's nowhere. */
export function contractDetailItem(state: ProcoreState, sums: ItemSums): Record<string, unknown> {
  return { ...anyItem(state, sums), detail_line_item_id: wireId(sums.line.id) };
}

/** A row of `change_order_items`. */
export function changeOrderItem(state: ProcoreState, sums: ItemSums): Record<string, unknown> {
  return {
    ...anyItem(state, sums),
    line_item_id: wireId(sums.line.id),
    commitment_line_item_id: wireId(sums.contractLine?.id ?? null),
    commitment_line_item_origin_id: sums.contractLine?.originId ?? null,
    change_order_package_id: wireId(sums.changeOrder?.packageId ?? null),
  };
}

/**
 * Which line a v1.1 row of a subcontractor's schedule means by `line_item_id` is not documented:
 * the contract's line above it, or its own.
 */
function lineItemId(state: ProcoreState, { kind, line, contractLine }: ItemSums): string | null {
  return kind === "contract_detail_item" && state.detailItemsName === "contract_line"
    ? (contractLine?.id ?? null)
    : line.id;
}

/** What the kinds of items have alike. */
function anyItem(
  state: ProcoreState,
  {
    commitment,
    item,
    line,
    scheduled,
    previous,
    completed,
    percent,
    previousRetainage,
    before,
  }: ItemSums,
): Record<string, unknown> {
  const code = line.costCodeId ? state.costCodes.get(line.costCodeId) : undefined;
  const type = line.lineItemTypeId ? state.lineItemTypes.get(line.lineItemTypeId) : undefined;
  return {
    id: wireId(item.id),
    cost_code_id: wireId(line.costCodeId),
    description_of_work: line.description,
    scheduled_value: scheduled.toFixed(2),
    scheduled_quantity: line.quantity,
    scheduled_unit_price: line.unitCost,
    work_completed_from_previous_application: previous.toFixed(2),
    work_completed_this_period: item.workCompletedThisPeriod,
    work_completed_this_period_quantity: item.quantityThisPeriod,
    work_completed_from_previous_application_quantity: before.quantity.toFixed(
      Math.max(1, before.quantity.decimalPlaces()),
    ),
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
    position: line.position,
    wbs_code: code ? wbsShape(code, type) : null,
    currency_configuration: currencyOf(state, commitment),
  };
}

/** A row of `detail`: the G703 view, all kinds in one list. */
export function detailItem({
  kind,
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
    item_type: kind,
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

/** The change orders that an invoice bills, as `item_packages` of a v1.1 invoice. */
export function itemPackages({ commitmentId }: Requisition, sums: ItemSums[]) {
  const orders = new Set(sums.flatMap(({ changeOrder }) => changeOrder ?? []));
  return [...orders].map((order, at) => ({
    id: wireId(order.packageId),
    contract_id: wireId(commitmentId),
    change_order_id: wireId(order.id),
    number: order.number,
    title: order.title,
    status: order.status,
    position: at + 1,
    change_order_acronym_number: `CCO #${order.number}`,
    change_order_request: null,
    batch: null,
  }));
}
