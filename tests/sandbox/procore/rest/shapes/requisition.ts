import { Decimal } from "decimal.js";
import type { Requisition } from "../../records.ts";
import { changeSums } from "../../rules/change-order-sums.ts";
import {
  grandTotal,
  invoiceSums,
  itemSums,
  requisitionsOf,
  sum,
  type ItemSums,
} from "../../rules/requisition-sums.ts";
import type { ProcoreState } from "../../state.ts";
import { wireId } from "../wire.ts";
import { currencyOf, exchangeOf } from "./currency.ts";
import { attachmentShape } from "./payment.ts";

/** What v1.0 and v1.1 read alike. */
export function requisitionBase(
  state: ProcoreState,
  requisition: Requisition,
): Record<string, unknown> {
  const commitment = state.commitments.get(requisition.commitmentId);
  const vendor = commitment?.vendorId ? state.vendors.get(commitment.vendorId) : undefined;
  const author = state.users.get(requisition.createdById);
  const latest = requisitionsOf(state, requisition.commitmentId).at(-1);
  return {
    id: wireId(requisition.id),
    project_id: wireId(requisition.projectId),
    commitment_id: wireId(requisition.commitmentId),
    commitment_type:
      commitment?.kind === "purchase_order_contract"
        ? "PurchaseOrderContract"
        : "WorkOrderContract",
    contract_name: commitment?.title ?? "",
    vendor_name: vendor?.name ?? null,
    number: requisition.number,
    invoice_number: requisition.invoiceNumber,
    billing_date: requisition.billingDate,
    period_id: wireId(requisition.periodId),
    requisition_start: requisition.requisitionStart,
    requisition_end: requisition.requisitionEnd,
    status: requisition.status,
    erp_status: requisition.originId ? "synced" : "",
    payment_date: requisition.paymentDate,
    final: requisition.final,
    submitted_at: requisition.submittedAt,
    percent_complete: percentComplete(state, requisition),
    total_claimed_amount: sum(
      requisition.items,
      (item) => item.subcontractorClaimedAmount ?? item.workCompletedThisPeriod,
    ).toFixed(2),
    origin_id: requisition.originId,
    origin_data: requisition.originData,
    deletable: requisition.originId === null && latest?.id === requisition.id,
    electronic_signature_id: null,
    created_by: author
      ? {
          id: wireId(author.id),
          name: `${author.firstName} ${author.lastName}`,
          login: author.login,
          company_name: state.companies.get(requisition.companyId)?.name ?? "",
        }
      : null,
    custom_fields: {},
    attachments: requisition.attachments.map((attachment) => ({
      ...attachmentShape(state, attachment),
      content_type: attachment.contentType,
    })),
    summary: summary(state, requisition),
    created_at: requisition.createdAt,
    updated_at: requisition.updatedAt,
  };
}

export function requisitionV10(
  state: ProcoreState,
  requisition: Requisition,
): Record<string, unknown> {
  const commitment = state.commitments.get(requisition.commitmentId);
  return {
    ...requisitionBase(state, requisition),
    currency_configuration: currencyOf(state, commitment),
  };
}

export function requisitionV11(
  state: ProcoreState,
  requisition: Requisition,
): Record<string, unknown> {
  const commitment = state.commitments.get(requisition.commitmentId);
  const earlier = requisitionsOf(state, requisition.commitmentId).filter(
    ({ number }) => number < requisition.number,
  );
  return {
    ...requisitionBase(state, requisition),
    previous_requisition_id: wireId(earlier.at(-1)?.id ?? null),
    vendor_id: wireId(commitment?.vendorId ?? null),
    invoice_type: requisition.final ? "final" : "progress",
    currency_configuration: exchangeOf(state, commitment),
  };
}

function percentComplete(state: ProcoreState, requisition: Requisition): string {
  const commitment = state.commitments.get(requisition.commitmentId);
  const contract = commitment
    ? grandTotal(commitment).plus(changeSums(state, commitment.id).approved)
    : new Decimal(0);
  return (
    contract.isZero()
      ? new Decimal(0)
      : invoiceSums(state, requisition).completed.div(contract).times(100)
  ).toFixed(2);
}

function summary(state: ProcoreState, requisition: Requisition): Record<string, string> {
  const commitment = state.commitments.get(requisition.commitmentId);
  const original = commitment ? grandTotal(commitment) : new Decimal(0);
  const changes = changeSums(state, requisition.commitmentId).approved;
  const sums = invoiceSums(state, requisition);
  const items = itemSums(state, requisition);
  const materialsRetainage = sum(items, ({ item }) => item.materialsRetainage);
  const workRetainage = sums.retainage.minus(materialsRetainage);
  const zero = "0.00";
  return {
    original_contract_sum: original.toFixed(2),
    net_change_by_change_orders: changes.toFixed(2),
    contract_sum_to_date: original.plus(changes).toFixed(2),
    total_completed_and_stored_to_date: sums.completed.toFixed(2),
    completed_work_retainage_percent: commitment?.retainagePercent ?? zero,
    completed_work_retainage_amount: workRetainage.toFixed(2),
    stored_materials_retainage_percent: zero,
    stored_materials_retainage_amount: materialsRetainage.toFixed(2),
    total_retainage: sums.retainage.toFixed(2),
    total_earned_less_retainage: sums.earned.toFixed(2),
    less_previous_certificates_for_payment: sums.certified.toFixed(2),
    current_payment_due: sums.due.toFixed(2),
    balance_to_finish_including_retainage: original.plus(changes).minus(sums.earned).toFixed(2),
    tax_applicable_to_this_payment: sums.tax.toFixed(2),
    formatted_period: `${requisition.requisitionStart} - ${requisition.requisitionEnd}`,
    ...changeTotals(items),
  };
}

/** Scheduled values of the change orders billed, by sign, new to this invoice or not. */
function changeTotals(items: ItemSums[]): Record<string, string> {
  const changes = items.filter(({ changeOrder }) => changeOrder !== null);
  const isNew = ({ before }: ItemSums) => before.itemId === null;
  const total = (sign: 1 | -1, rows: ItemSums[]) =>
    sum(
      rows.filter(({ scheduled }) => scheduled.times(sign).greaterThan(0)),
      ({ scheduled }) => scheduled,
    ).toFixed(2);
  const sets = [
    ["change_order_item_total", changes],
    ["new_change_order_item_total", changes.filter(isNew)],
    ["previous_change_order_item_total", changes.filter((row) => !isNew(row))],
  ] as const;
  return Object.fromEntries(
    sets.flatMap(([name, rows]) => [
      [`positive_${name}`, total(1, rows)],
      [`negative_${name}`, total(-1, rows)],
    ]),
  );
}
