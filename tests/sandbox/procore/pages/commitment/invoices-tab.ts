import type { Requisition } from "../../records.ts";
import { invoiceSums, requisitionsOf } from "../../rules/requisition-sums.ts";
import { date, money } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { erpMark } from "../icons.ts";
import { commitmentPath } from "../paths.ts";
import { statusPill } from "../status-pill.ts";
import { totalDue } from "../sums.ts";
import type { Visit } from "../visit.ts";
import { commitmentPage, open } from "./opened.ts";

export function invoicesTab(visit: Visit): Markup {
  const opened = open(visit);
  const { commitment, mayEdit } = opened;
  const invoices = requisitionsOf(visit.state, commitment.id);
  const row = (invoice: Requisition) => html`<tr>
    <td><a href="${commitmentPath(commitment, "requisitions", invoice.id)}">${invoice.number}</a></td>
    <td class="nowrap"><a href="${commitmentPath(commitment, "requisitions", invoice.id)}">${invoice.invoiceNumber || "—"}</a></td>
    <td class="nowrap">${date(invoice.requisitionStart)} – ${date(invoice.requisitionEnd)}</td>
    <td>${date(invoice.billingDate)}</td>
    <td>${statusPill(invoice.status)}</td>
    <td class="num">${money(invoiceSums(visit.state, invoice).retainage)}</td>
    <td class="num">${money(invoiceSums(visit.state, invoice).due)}</td>
    <td>${erpMark(invoice.originId)}</td>
  </tr>`;
  return commitmentPage(opened, {
    tab: "Subcontractor Invoices",
    actions:
      mayEdit &&
      html`<a class="button primary" href="${commitmentPath(commitment, "requisitions", "new")}">Create Invoice</a>`,
    body: html`<section class="card flush" aria-labelledby="invoices">
      <div class="card-head"><h2 id="invoices">Subcontractor Invoices</h2></div>
      ${
        invoices.length === 0
          ? html`<p class="empty">No invoices yet. They appear here once the subcontractor bills a period${mayEdit && ", or when you create one"}.</p>`
          : html`<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead><tr><th>#</th><th>Invoice #</th><th>Period</th><th>Billing Date</th><th>Status</th><th class="num">Retainage</th><th class="num">Payment Due</th><th>ERP Status</th></tr></thead>
        <tbody>${invoices.map(row)}</tbody>
        <tfoot><tr><td colspan="6">Total</td><td class="num">${money(totalDue(visit.state, invoices))}</td><td></td></tr></tfoot>
      </table></div>`
      }
    </section>`,
  });
}
