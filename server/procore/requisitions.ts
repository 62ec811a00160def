import { serviceOf, type Actor } from "./actor.ts";
import {
  changedPages,
  type ChangedPage,
  type ChangedRow,
  type ChangedSince,
} from "./changed-since.ts";
import type { ProcoreClient } from "./client.ts";
import { orMissing } from "./refusal.ts";
import { RequisitionShape, toRequisition } from "./requisition-shape.ts";
import { parseAnswer } from "./parse-answer.ts";

export type RequisitionStatus =
  | "draft"
  | "under_review"
  | "revise_and_resubmit"
  | "approved"
  | "approved_as_noted"
  | "pending_owner_approval";

/** A subcontractor invoice. Money: decimal strings. Dates: `YYYY-MM-DD`. */
export interface Requisition {
  id: string;
  commitmentId: string;
  projectId: string;
  /** Counts up within the commitment. */
  number: string;
  /** The subcontractor's own number; undefined when none was typed in. */
  invoiceNumber: string | undefined;
  /** A RequisitionStatus; text because Procore may add to the list. */
  status: string;
  billingDate: string | undefined;
  paymentDate: string | undefined;
  periodEnd: string | undefined;
  vendorId: string | undefined;
  vendorName: string | undefined;
  /** `summary.current_payment_due`: payable now, net of retainage. */
  total: string;
  /**
   * `summary.tax_applicable_to_this_payment`. Undefined in what was kept before we asked for it.
   */
  tax: string | undefined;
  /** `summary.total_retainage`: held back so far on this commitment. */
  retainage: string;
  originId: string | undefined;
  updatedAt: Date;
  items: RequisitionItem[];
}

export interface RequisitionItem {
  id: string;
  /** The commitment's line that this bills; undefined for change order items. */
  commitmentLineId: string | undefined;
  kind: "contract_item" | "contract_detail_item" | "change_order_item" | "whole_change_order_item";
  description: string;
  /**
   * Billed this period net of retainage. The items add up to `total`, but for tax, of which Procore
   * does not say which line it is on.
   */
  amount: string;
  /** Billed this period, before anything is held back. */
  gross: string;
  /** Held back from this invoice, and held back earlier and released by it. */
  retainageHeld: string;
  retainageReleased: string;
  /** Budget code as Procore writes it flat: `05-100.SUB`; its last part is the cost type. */
  budgetCode: string | undefined;
  costType: string | undefined;
}

export interface RequisitionPlace {
  companyId: string;
  projectId: string;
  id: string;
  as?: Actor;
}

/** What a poll finds. */
export interface ChangedRequisition {
  id: string;
  updatedAt: Date;
  /** As the list shows it, with its items. Undefined when it shows too little. */
  listed: Requisition | undefined;
}

export const REQUISITIONS_PATH = "/rest/v1.1/requisitions";

/** Newest state with its items; undefined when it is gone or out of the caller's reach. */
export async function fetchRequisition(
  procore: ProcoreClient,
  { companyId, projectId, id, as }: RequisitionPlace,
): Promise<Requisition | undefined> {
  const query = { project_id: projectId, view: "items" };
  const answer = await orMissing(
    procore.call({
      path: `${REQUISITIONS_PATH}/${id}`,
      query,
      companyId,
      as: as ?? serviceOf(companyId),
    }),
  );
  return answer && toRequisition(parseAnswer(RequisitionShape, answer.body), projectId);
}

/**
 * Invoices of one project that changed at or after `since`, a page at a time. Procore sends no
 * webhook for them. `resume` is the page that was read last.
 */
export async function* listChangedRequisitions(
  procore: ProcoreClient,
  where: ChangedSince,
): AsyncGenerator<ChangedPage<ChangedRequisition>> {
  const { projectId } = where;
  const call = { path: REQUISITIONS_PATH, query: { project_id: projectId, view: "items" } };
  let page = Number.parseInt(where.resume ?? "0", 10);
  for await (const rows of changedPages(procore, where, call, page + 1)) {
    page += 1;
    yield { rows: rows.map((row) => toChanged(row, projectId)), resume: String(page) };
  }
}

function toChanged(
  { id, updated_at: updatedAt, raw }: ChangedRow,
  projectId: string,
): ChangedRequisition {
  const { data } = RequisitionShape.safeParse(raw);
  return { id, updatedAt, listed: data && toRequisition(data, projectId) };
}
