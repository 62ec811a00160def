import { paymentsOf } from "../../acts/payments.ts";
import { invoiceSums, requisitionsOf } from "../../rules/requisition-sums.ts";
import { money } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { commitmentPath } from "../paths.ts";
import type { Visit } from "../visit.ts";
import { commitmentPage, open } from "./opened.ts";

export function newPaymentForm(visit: Visit): Markup {
  const opened = open(visit, { toEdit: true });
  const { commitment } = opened;
  const invoices = requisitionsOf(visit.state, commitment.id).filter(({ status }) =>
    status.startsWith("approved"),
  );
  const next =
    Math.max(
      0,
      ...paymentsOf(visit.state, commitment.id).map(({ paymentNumber }) => paymentNumber),
    ) + 1;
  return commitmentPage(opened, {
    tab: "Payments Issued",
    body: html`<form method="post" class="stack" action="${commitmentPath(commitment, "contract_payments", "new")}">
      <input type="hidden" name="csrf" value="${visit.session.csrf}">
      <section class="card" aria-labelledby="payment"><h2 id="payment">Add Payment #${next}</h2>
        <div class="fields">
          <label class="field"><span>Invoice</span><select name="requisition"><option value="">No invoice</option>${invoices.map(
            (invoice) => html`
            <option value="${invoice.id}">${invoice.invoiceNumber || `#${invoice.number}`} · ${money(invoiceSums(visit.state, invoice).due)}</option>`,
          )}</select></label>
          <label class="field"><span>Amount <em aria-hidden="true">*</em></span><input class="amount" name="amount" inputmode="decimal" required></label>
          <label class="field"><span>Payment Date <em aria-hidden="true">*</em></span><input type="date" name="date" required></label>
          <label class="field"><span>Method</span><select name="method"><option value="check">Check</option><option value="credit_card">Credit Card</option><option value="electronic">Electronic</option></select></label>
          <label class="field"><span>Check #</span><input name="check_number" maxlength="60"></label>
          <label class="field"><span>Payment # <em aria-hidden="true">*</em></span><input name="payment_number" inputmode="numeric" pattern="[0-9]{1,9}" required value="${next}"></label>
          <label class="field wide"><span>Notes</span><textarea name="notes"></textarea></label>
        </div>
      </section>
      <div class="actions"><a class="button secondary" href="${commitmentPath(commitment, "contract_payments")}">Cancel</a><button class="button primary">Add Payment</button></div>
    </form>`,
  });
}
