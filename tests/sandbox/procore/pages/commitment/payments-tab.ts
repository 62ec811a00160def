import { paymentsOf } from "../../acts/payments.ts";
import type { ContractPayment } from "../../records.ts";
import { PAYMENT_LOCKED } from "../../rules/locks.ts";
import { date, money } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { erpMark } from "../icons.ts";
import { commitmentPath } from "../paths.ts";
import { totalPaid } from "../sums.ts";
import type { Visit } from "../visit.ts";
import { commitmentPage, open, type Opened } from "./opened.ts";

const METHODS = { check: "Check", credit_card: "Credit Card", electronic: "Electronic" };

export function paymentsTab(visit: Visit): Markup {
  const opened = open(visit);
  const { commitment, mayEdit } = opened;
  const payments = paymentsOf(visit.state, commitment.id);
  const hasLocked = payments.some(({ originId }) => originId !== null);
  return commitmentPage(opened, {
    tab: "Payments Issued",
    actions:
      mayEdit &&
      html`<a class="button primary" href="${commitmentPath(commitment, "contract_payments", "new")}">Add Payment</a>`,
    body: html`
    ${hasLocked && mayEdit && html`<p class="notice">Payments marked Synced are locked: ${PAYMENT_LOCKED}.</p>`}
    <section class="card flush" aria-labelledby="payments">
      <div class="card-head"><h2 id="payments">Payments Issued</h2></div>
      ${
        payments.length === 0
          ? html`<p class="empty">No payments have been issued on this contract yet.</p>`
          : html`<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead><tr><th>#</th><th>Date</th><th>Method</th><th class="num">Amount</th><th>Invoice #</th><th>Check #</th><th>Notes</th><th>Attachments</th><th>ERP Status</th>${mayEdit && html`<th><span class="visually-hidden">Actions</span></th>`}</tr></thead>
        <tbody>${payments.map((payment) => row(opened, payment))}</tbody>
        <tfoot><tr><td colspan="3">Total</td><td class="num">${money(totalPaid(payments))}</td><td colspan="${mayEdit ? 6 : 5}"></td></tr></tfoot>
      </table></div>`
      }
    </section>`,
  });
}

function row({ visit, commitment, mayEdit }: Opened, payment: ContractPayment): Markup {
  return html`<tr>
    <td>${payment.paymentNumber}</td>
    <td>${date(payment.date)}</td>
    <td class="nowrap">${payment.paymentMethod ? METHODS[payment.paymentMethod] : "—"}</td>
    <td class="num">${money(payment.amount)}</td>
    <td class="nowrap">${payment.invoiceNumber || "—"}</td>
    <td class="nowrap">${payment.checkNumber || "—"}</td>
    <td>${payment.notes || "—"}</td>
    <td>${payment.attachments.length === 0 ? "—" : payment.attachments.map(({ id, filename }) => html`<div><a href="/files/${id}/${encodeURIComponent(filename)}" download>${filename}</a></div>`)}</td>
    <td>${erpMark(payment.originId)}</td>
    ${mayEdit && html`<td>${payment.originId === null ? deleteButton(visit, commitmentPath(commitment, "contract_payments", payment.id, "delete")) : html`<span class="muted" title="${PAYMENT_LOCKED}">Locked</span>`}</td>`}
  </tr>`;
}

function deleteButton({ session }: Visit, action: string): Markup {
  return html`<form method="post" action="${action}" data-confirm="Delete this payment?">
    <input type="hidden" name="csrf" value="${session.csrf}"><button class="button quiet" style="min-height:0;padding:0;color:var(--red)">Delete</button>
  </form>`;
}
