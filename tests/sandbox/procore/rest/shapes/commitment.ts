import { Decimal } from "decimal.js";
import { paymentsOf } from "../../acts/payments.ts";
import type { Commitment, LineItem } from "../../records.ts";
import { changeSums } from "../../rules/change-order-sums.ts";
import { grandTotal, invoiceSums, requisitionsOf, sum } from "../../rules/requisition-sums.ts";
import type { ProcoreState } from "../../state.ts";
import { wireId } from "../wire.ts";
import { packagesOf } from "./change-order.ts";
import { currencyOf } from "./currency.ts";
import { lineShape } from "./line.ts";
import { embeddedPayment } from "./payment.ts";

/** The totals a contract is read with, as decimal strings. */
export function contractTotals(state: ProcoreState, commitment: Commitment) {
  const original = grandTotal(commitment);
  const changes = changeSums(state, commitment.id);
  const revised = original.plus(changes.approved);
  const paid = sum(paymentsOf(state, commitment.id), ({ amount }) => amount);
  const latest = requisitionsOf(state, commitment.id)
    .filter(({ status }) => status.startsWith("approved"))
    .at(-1);
  return {
    original: original.toFixed(2),
    approvedChanges: changes.approved.toFixed(2),
    pendingChanges: changes.pending.toFixed(2),
    draftChanges: changes.draft.toFixed(2),
    revised: revised.toFixed(2),
    pendingRevised: revised.plus(changes.pending).toFixed(2),
    invoiced: (latest ? invoiceSums(state, latest).earned : new Decimal(0)).toFixed(2),
    paid: paid.toFixed(2),
    percentagePaid: (revised.isZero() ? new Decimal(0) : paid.div(revised).times(100)).toFixed(2),
    remaining: revised.minus(paid).toFixed(2),
  };
}

/** A row of `work_order_contracts` or `purchase_order_contracts`. */
export function contractRow(state: ProcoreState, commitment: Commitment): Record<string, unknown> {
  const totals = contractTotals(state, commitment);
  const project = state.projects.get(commitment.projectId);
  const vendor = commitment.vendorId ? state.vendors.get(commitment.vendorId) : undefined;
  return {
    id: wireId(commitment.id),
    number: commitment.number,
    title: commitment.title,
    description: commitment.description,
    status: commitment.status,
    executed: commitment.executed,
    private: commitment.private,
    accounting_method: commitment.accountingMethod,
    retainage_percent: commitment.retainagePercent,
    ...dates(commitment),
    grand_total: totals.original,
    approved_change_orders: totals.approvedChanges,
    pending_change_orders: totals.pendingChanges,
    draft_change_orders_amount: totals.draftChanges,
    revised_contract: totals.revised,
    pending_revised_contract: totals.pendingRevised,
    total_requisitions_amount: totals.invoiced,
    total_draw_requests_amount: "0.00",
    total_payments: totals.paid,
    percentage_paid: totals.percentagePaid,
    remaining_balance_outstanding: totals.remaining,
    requisitions_are_enabled: true,
    show_line_items_to_non_admins: false,
    project: project ? { id: wireId(project.id), name: project.name } : null,
    vendor: vendor ? { id: wireId(vendor.id), company: vendor.name } : null,
    origin_id: commitment.originId,
    origin_code: commitment.originCode,
    origin_data: commitment.originData,
    created_at: commitment.createdAt,
    updated_at: commitment.updatedAt,
    deleted_at: commitment.deletedAt,
    currency_configuration: currencyOf(state, commitment),
  };
}

/** The show shape: the row, the lines seen, what was paid, and the vendor's own origin. */
export function contractShow(
  state: ProcoreState,
  commitment: Commitment,
  lines: LineItem[],
): Record<string, unknown> {
  const vendor = commitment.vendorId ? state.vendors.get(commitment.vendorId) : undefined;
  return {
    ...contractRow(state, commitment),
    vendor: vendor
      ? {
          id: wireId(vendor.id),
          company: vendor.name,
          origin_id: vendor.originId,
          origin_data: vendor.originData,
        }
      : null,
    created_by_id: wireId(commitment.createdById),
    line_items: lines.map((line) => lineShape(state, commitment, line)),
    payments_issued: paymentsOf(state, commitment.id).map((payment) =>
      embeddedPayment(state, payment),
    ),
    ...(commitment.kind === "work_order_contract" ? { attachments: [] } : {}),
    invoice_contacts: [],
    change_order_packages: packagesOf(state, commitment),
    change_order_requests: [],
    potential_change_orders: [],
  };
}

const SHARED_DATES = [
  "approval_letter_date",
  "contract_date",
  "execution_date",
  "issued_on_date",
  "letter_of_intent_date",
  "returned_date",
  "signed_contract_received_date",
];
const KIND_DATES: Record<Commitment["kind"], string[]> = {
  work_order_contract: [
    "actual_completion_date",
    "contract_start_date",
    "contract_estimated_completion_date",
    "inclusions",
    "exclusions",
  ],
  purchase_order_contract: [
    "delivery_date",
    "bill_to_address",
    "payment_terms",
    "ship_to_address",
    "ship_via",
  ],
};

function dates({ extra, kind }: Commitment): Record<string, string | null> {
  return Object.fromEntries(
    [...SHARED_DATES, ...KIND_DATES[kind]].map((name) => [name, extra[name] ?? null]),
  );
}
