import { updateCommitment } from "../../acts/commitments.ts";
import { updateLine } from "../../acts/lines.ts";
import type { Commitment, LineItem } from "../../records.ts";
import type { ProcoreState } from "../../state.ts";
import { ok, pathId, type Call, type Endpoint } from "../call.ts";
import { byId, byTimes, filtered, within } from "../filters.ts";
import { linesSeen } from "../lines-seen.ts";
import { pageV2 } from "../pages.ts";
import { openProjectTool } from "../reach.ts";
import { notFound, unknownField } from "../refusal.ts";
import { contractTotals } from "../shapes/commitment.ts";
import { currencyOf } from "../shapes/currency.ts";
import { wbsShape } from "../shapes/line.ts";
import { contractOf, contractsOf } from "./contracts.ts";

const BASE = "/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts";
const TYPES = {
  work_order_contract: "WorkOrderContract",
  purchase_order_contract: "PurchaseOrderContract",
} as const;

/** v2: ids are strings, answers are in `{data}`, and no `origin_id` is to be seen or set. */
export const commitmentContractEndpoints: Endpoint[] = [
  { method: "GET", path: BASE, answer: list },
  {
    method: "GET",
    path: `${BASE}/{id}`,
    answer: (call) => ok({ data: contract(call.state, opened(call, "Read Only")) }),
  },
  {
    method: "PATCH",
    path: `${BASE}/{id}`,
    answer: (call) => {
      const { id } = opened(call, "Admin");
      for (const name of ["origin_id", "origin_data", "origin_code"]) {
        if (name in call.body) throw unknownField(name);
      }
      return ok({
        data: contract(
          call.state,
          updateCommitment(call.state, { id, fields: call.body, by: call.by }),
        ),
      });
    },
  },
  {
    method: "GET",
    path: `${BASE}/{id}/summary`,
    answer: (call) => ok({ data: summary(call.state, opened(call, "Read Only")) }),
  },
  {
    method: "GET",
    path: `${BASE}/{id}/line_items`,
    answer: (call) =>
      pageV2(call, linesSeen(call, opened(call, "Read Only")), (item) => line(call.state, item)),
  },
  {
    method: "GET",
    path: `${BASE}/{id}/line_items/{line_id}`,
    answer: (call) => ok({ data: line(call.state, lineOf(call, opened(call, "Read Only"))) }),
  },
  {
    method: "PATCH",
    path: `${BASE}/{id}/line_items/{line_id}`,
    answer: (call) => {
      const commitment = opened(call, "Admin");
      const { id: lineId } = lineOf(call, commitment);
      return ok({
        data: line(
          call.state,
          updateLine(call.state, {
            commitmentId: commitment.id,
            lineId,
            fields: call.body,
            by: call.by,
          }),
        ),
      });
    },
  },
];

function list(call: Call) {
  const project = openProjectTool(call, pathId(call, "project_id"), "Commitments", "Read Only");
  const rows = filtered(call, contractsOf(call, project.id), {
    ...byId,
    ...byTimes,
    include_deleted: () => true,
    deleted_at: ({ deletedAt }, values) => deletedAt !== null && within(deletedAt, values),
    accounting_method: ({ accountingMethod }, values) => values.includes(accountingMethod),
    type: ({ kind }, values) => values.includes(TYPES[kind]),
    status: ({ status }, values) => values.includes(status),
    vendor_id: ({ vendorId }, values) => vendorId !== null && values.includes(vendorId),
    executed: ({ executed }, [asked]) => executed === (asked === "true"),
  });
  return pageV2(call, rows, (commitment) => contract(call.state, commitment));
}

function opened(call: Call, level: "Read Only" | "Admin"): Commitment {
  const commitment = contractOf(call, { projectId: pathId(call, "project_id"), level });
  if (commitment.companyId !== pathId(call, "company_id")) throw notFound();
  return commitment;
}

function lineOf(call: Call, commitment: Commitment): LineItem {
  const found = linesSeen(call, commitment).find(({ id }) => id === pathId(call, "line_id"));
  if (!found) throw notFound();
  return found;
}

/**
 * The response body of these calls is not published: the request's attributes, the id, the times
 * and the total.
 */
function contract(state: ProcoreState, commitment: Commitment) {
  return {
    id: commitment.id,
    type: TYPES[commitment.kind],
    number: commitment.number,
    title: commitment.title,
    description: commitment.description,
    status: commitment.status,
    vendor_id: commitment.vendorId,
    executed: commitment.executed,
    private: commitment.private,
    accounting_method: commitment.accountingMethod,
    retainage_percent: commitment.retainagePercent,
    allow_payments: true,
    allow_payment_applications: true,
    ...commitment.extra,
    grand_total: contractTotals(state, commitment).original,
    created_at: commitment.createdAt,
    updated_at: commitment.updatedAt,
    deleted_at: commitment.deletedAt,
  };
}

function summary(state: ProcoreState, commitment: Commitment) {
  const totals = contractTotals(state, commitment);
  return {
    approved_change_total: totals.approvedChanges,
    pending_revised_change_total: totals.pendingChanges,
    draft_change_total: totals.draftChanges,
    total_invoices_amount: totals.invoiced,
    total_payments_amount: totals.paid,
    currency_configuration: currencyOf(state, commitment),
  };
}

function line(state: ProcoreState, item: LineItem) {
  const code = item.costCodeId ? state.costCodes.get(item.costCodeId) : undefined;
  const type = item.lineItemTypeId ? state.lineItemTypes.get(item.lineItemTypeId) : undefined;
  const wbs = code ? wbsShape(code, type) : undefined;
  return {
    id: item.id,
    description: item.description,
    uom: item.uom,
    quantity: Number.parseFloat(item.quantity),
    unit_cost: item.unitCost,
    amount: item.amount,
    extended_type: item.extendedType,
    wbs_code_id: item.costCodeId,
    tax_code_id: item.taxCodeId,
    position: item.position,
    wbs_code: wbs ? { ...wbs, id: item.costCodeId } : null,
  };
}
