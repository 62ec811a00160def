import { Decimal } from "decimal.js";
import { approveRequisition, createRequisition } from "../../acts/requisitions.ts";
import type { Commitment } from "../../records.ts";
import type { Fields } from "../../rest/call.ts";
import { billableLines } from "../../rules/billed-lines.ts";
import { now } from "../../state.ts";
import { commitmentPath } from "../paths.ts";
import { PageRefused } from "../refusals.ts";
import type { Visit } from "../visit.ts";
import { openInvoice } from "./invoice-page.ts";
import { labelOf, openPeriods } from "./new-invoice-form.ts";
import { open } from "./opened.ts";

export function createInvoice(visit: Visit): string {
  const opened = open(visit, { toEdit: true });
  const { commitment } = opened;
  const period = openPeriods(opened).find(
    ({ id }) => id === visit.form.text("period", "Billing Period"),
  );
  if (!period) {
    throw new PageRefused(422, "Billing Period must be an open billing period of this project.");
  }
  const fields: Fields = {
    period_id: period.id,
    invoice_number: visit.form.text("invoice_number", "Invoice #", { required: true, max: 60 }),
    billing_date: visit.form.date("billing_date", "Billing Date"),
    status: "under_review",
    submitted_at: now(visit.state).toISOString().slice(0, 10),
    items: items(visit, commitment),
  };
  const invoice = createRequisition(visit.state, {
    commitmentId: commitment.id,
    fields,
    by: visit.by,
  });
  return commitmentPath(commitment, "requisitions", invoice.id);
}

/** Each line's work this period, with the contract's retainage held back. */
function items({ form, state }: Visit, commitment: Commitment): Fields[] {
  return billableLines(state, commitment).map((billed) => {
    const { kind, line } = billed;
    const work = form.amount(`amount:${line.id}`, `This period, line ${labelOf(billed)}`);
    const retainage = new Decimal(work).times(commitment.retainagePercent).div(100).toFixed(2);
    return {
      item_type: kind,
      line_item_id: line.id,
      work_completed_this_period: work,
      work_completed_retainage_retained_this_period: retainage,
    };
  });
}

export function approveInvoice(visit: Visit): string {
  const opened = open(visit, { toEdit: true });
  const invoice = openInvoice(opened);
  approveRequisition(visit.state, { id: invoice.id, by: visit.by });
  return commitmentPath(opened.commitment, "requisitions", invoice.id);
}
