import { ordersIn } from "../../acts/change-order-batches.ts";
import type { ChangeOrder, ChangeOrderBatch, ChangeOrderLine } from "../../change-orders.ts";
import type { Commitment } from "../../records.ts";
import { changeTotal } from "../../rules/change-order-sums.ts";
import type { ProcoreState } from "../../state.ts";
import { wireId } from "../wire.ts";
import { currencyOf } from "./currency.ts";
import { wbsShape } from "./line.ts";

/** A change order, listed; shown alone it has `attachments` too. */
export function changeOrderRow(state: ProcoreState, order: ChangeOrder): Record<string, unknown> {
  return {
    ...both(state, order),
    batch_id: wireId(order.batchId),
    legacy_package_id: wireId(order.packageId),
    legacy_request_id: null,
    location_id: null,
    paid: order.paid,
    field_change: order.fieldChange,
    reference: order.reference,
    reviewed_by: personShape(state, order.reviewedById),
    reviewed_at: order.reviewedAt,
    invoiced_date: order.dates.invoiced_date ?? null,
    revised_substantial_completion_date: null,
    received_from: null,
    change_order_change_reason: null,
    change_events: [],
    grand_total: changeTotal(order).toFixed(2),
  };
}

export function changeOrderShow(state: ProcoreState, order: ChangeOrder): Record<string, unknown> {
  return { ...changeOrderRow(state, order), attachments: [] };
}

export function batchRow(state: ProcoreState, batch: ChangeOrderBatch): Record<string, unknown> {
  return {
    ...both(state, batch),
    review_notes: null,
    reviewed_by: null,
    reviewed_at: null,
    invoiced_date: batch.dates.invoiced_date ?? null,
    paid_date: batch.dates.paid_date ?? null,
    revised_substantial_completion_date: batch.dates.revised_substantial_completion_date ?? null,
    grand_total: changeTotal({
      lines: ordersIn(state, batch.id).flatMap(({ lines }) => lines),
    }).toFixed(2),
  };
}

export function batchShow(state: ProcoreState, batch: ChangeOrderBatch): Record<string, unknown> {
  return { ...batchRow(state, batch), attachments: [] };
}

function both(state: ProcoreState, order: ChangeOrder | ChangeOrderBatch): Record<string, unknown> {
  return {
    id: wireId(order.id),
    contract_id: wireId(order.contractId),
    number: order.number,
    title: order.title,
    description: order.description,
    status: order.status,
    revision: order.revision,
    type: "ChangeOrder",
    executed: order.executed,
    private: order.private,
    signature_required: order.signatureRequired,
    schedule_impact_amount: order.scheduleImpactAmount,
    due_date: order.dates.due_date ?? null,
    signed_change_order_received_date: order.dates.signed_change_order_received_date ?? null,
    created_by: personShape(state, order.createdById),
    designated_reviewer: null,
    custom_fields: {},
    currency_configuration: currencyOf(state, state.commitments.get(order.contractId)),
    created_at: order.createdAt,
    updated_at: order.updatedAt,
  };
}

function personShape(state: ProcoreState, id: string | null) {
  const user = id === null ? undefined : state.users.get(id);
  return user ? { id: wireId(user.id), name: `${user.firstName} ${user.lastName}` } : null;
}

/** How a contract shows its change orders: by their older name, packages, and without a total. */
export function packagesOf(state: ProcoreState, commitment: Commitment) {
  return [...state.changeOrders.values()]
    .filter(
      ({ contractId, deletedAt }) =>
        contractId === commitment.id && (deletedAt === null || state.showsDeletedChangeOrders),
    )
    .map((order) => ({
      id: wireId(order.packageId),
      contract_id: wireId(order.contractId),
      number: order.number,
      title: order.title,
      status: order.status,
      due_date: order.dates.due_date ?? null,
      invoiced_date: order.dates.invoiced_date ?? null,
      paid_date: order.dates.paid_date ?? null,
      reviewed_at: order.reviewedAt,
      origin_id: order.originId,
      origin_data: order.originData,
      created_at: order.createdAt,
      updated_at: order.updatedAt,
      deleted_at: order.deletedAt,
    }));
}

/** A line in v2: ids are strings. */
export function changeOrderLine(state: ProcoreState, line: ChangeOrderLine) {
  const code = line.costCodeId ? state.costCodes.get(line.costCodeId) : undefined;
  const type = line.lineItemTypeId ? state.lineItemTypes.get(line.lineItemTypeId) : undefined;
  const wbs = code ? wbsShape(code, type) : undefined;
  return {
    id: line.id,
    commitment_line_item_id: line.commitmentLineItemId,
    prime_line_item_id: line.primeLineItemId,
    description: line.description,
    uom: line.uom,
    quantity: Number.parseFloat(line.quantity),
    unit_cost: line.unitCost,
    amount: line.amount,
    extended_type: line.extendedType,
    wbs_code_id: line.costCodeId,
    tax_code_id: line.taxCodeId,
    position: line.position,
    wbs_code: wbs ? { ...wbs, id: line.costCodeId } : null,
  };
}
