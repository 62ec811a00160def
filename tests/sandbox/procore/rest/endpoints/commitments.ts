import type { Commitment } from "../../records.ts";
import type { ProcoreState } from "../../state.ts";
import { ok, requiredQuery, type Call, type Endpoint } from "../call.ts";
import { filtered } from "../filters.ts";
import { linesSeen } from "../lines-seen.ts";
import { page } from "../pages.ts";
import { openProjectTool } from "../reach.ts";
import { packagesOf } from "../shapes/change-order.ts";
import { contractTotals } from "../shapes/commitment.ts";
import { lineShape } from "../shapes/line.ts";
import { embeddedPayment } from "../shapes/payment.ts";
import { wireId } from "../wire.ts";
import { contractOf, contractsOf } from "./contracts.ts";

/**
 * This list knows subcontract statuses alone, so a purchase order is shown with the nearest of
 * those.
 */
const COMMON_STATUS: Record<string, string> = {
  Processing: "Out For Bid",
  Submitted: "Out For Signature",
  "Partially Received": "Approved",
  Received: "Approved",
  Closed: "Complete",
};

/** Both kinds in one list; read only. */
export const commitmentEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/rest/v1.0/commitments",
    answer: (call) => {
      const project = openProjectTool(
        call,
        requiredQuery(call, "project_id"),
        "Commitments",
        "Read Only",
      );
      return page(call, filtered(call, contractsOf(call, project.id), {}), (commitment) =>
        row(call.state, commitment),
      );
    },
  },
  {
    method: "GET",
    path: "/rest/v1.0/commitments/{id}",
    answer: (call) =>
      ok(
        show(
          call,
          contractOf(call, { projectId: requiredQuery(call, "project_id"), level: "Read Only" }),
        ),
      ),
  },
];

function row(state: ProcoreState, commitment: Commitment): Record<string, unknown> {
  const vendor = commitment.vendorId ? state.vendors.get(commitment.vendorId) : undefined;
  return {
    id: wireId(commitment.id),
    title: commitment.title,
    number: commitment.number,
    status: COMMON_STATUS[commitment.status] ?? commitment.status,
    description: commitment.description,
    executed: commitment.executed,
    delivery_date: commitment.extra.delivery_date ?? null,
    created_at: commitment.createdAt,
    private: commitment.private,
    vendor: vendor ? { id: wireId(vendor.id), name: vendor.name } : null,
  };
}

function show(call: Call, commitment: Commitment): Record<string, unknown> {
  const { state } = call;
  const totals = contractTotals(state, commitment);
  const author = state.users.get(commitment.createdById);
  const lines = linesSeen(call, commitment).map((line) => {
    const {
      wbs_code: _wbs,
      currency_configuration: _currency,
      ...rest
    } = lineShape(state, commitment, line);
    return rest;
  });
  const payments = [...state.payments.values()]
    .filter(({ contractId }) => contractId === commitment.id)
    .map((payment) => {
      const { currency_configuration: _currency, ...rest } = embeddedPayment(state, payment);
      return rest;
    });
  return {
    ...row(state, commitment),
    type: commitment.kind === "work_order_contract" ? "WorkOrderContract" : "PurchaseOrderContract",
    accounting_method: commitment.accountingMethod,
    retainage_percent: commitment.retainagePercent,
    allow_payments: true,
    allow_payment_applications: true,
    grand_total: totals.original,
    line_items_total: totals.original,
    line_items_extended_total: totals.original,
    approved_change_orders: totals.approvedChanges,
    pending_change_orders: totals.pendingChanges,
    revised_contract: totals.revised,
    pending_revised_contract: totals.pendingRevised,
    total_payments: totals.paid,
    total_draw_requests_amount: "0.00",
    percentage_paid: totals.percentagePaid,
    remaining_balance_outstanding: totals.remaining,
    created_by: author
      ? {
          id: wireId(author.id),
          login: author.login,
          name: `${author.firstName} ${author.lastName}`,
        }
      : null,
    updated_at: commitment.updatedAt,
    deleted_at: commitment.deletedAt,
    attachments: [],
    change_order_packages: packagesOf(state, commitment),
    change_order_requests: [],
    potential_change_orders: [],
    line_items: lines,
    payments_issued: payments,
  };
}
