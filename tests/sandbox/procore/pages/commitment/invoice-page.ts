import type { Requisition, RequisitionItem } from "../../records.ts";
import { billedLine } from "../../rules/billed-lines.ts";
import { INVOICE_LOCKED } from "../../rules/locks.ts";
import { invoiceSums, requisitionsOf } from "../../rules/requisition-sums.ts";
import { date, money } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { erpMark } from "../icons.ts";
import { commitmentPath } from "../paths.ts";
import { notFound } from "../refusals.ts";
import { statusPill } from "../status-pill.ts";
import type { Visit } from "../visit.ts";
import { codeOf } from "./code-of.ts";
import { commitmentPage, open, type Opened } from "./opened.ts";

export function openInvoice({ visit, commitment }: Opened): Requisition {
  const invoice = visit.state.requisitions.get(visit.param("requisition"));
  if (!invoice || invoice.commitmentId !== commitment.id) {
    throw notFound("This subcontractor invoice");
  }
  return invoice;
}

export function invoicePage(visit: Visit): Markup {
  const opened = open(visit);
  const { commitment } = opened;
  const invoice = openInvoice(opened);
  const sums = invoiceSums(visit.state, invoice);
  const lines = invoice.items.map((item) => row(opened, item));
  return commitmentPage(opened, {
    tab: "Subcontractor Invoices",
    actions: approveButton(opened, invoice),
    shown: { view: "commitments.requisitions.detail", id: invoice.id },
    body: html`
    ${invoice.originId !== null && html`<p class="notice">${INVOICE_LOCKED}</p>`}
    <section class="card" aria-labelledby="invoice">
      <div class="row spread"><h2 id="invoice">Invoice ${invoice.invoiceNumber || `#${invoice.number}`}</h2><span class="row">${statusPill(invoice.status)} ${erpMark(invoice.originId)}</span></div>
      <dl class="facts">
        <div><dt>Billing Period</dt><dd>${date(invoice.requisitionStart)} – ${date(invoice.requisitionEnd)}</dd></div>
        <div><dt>Billing Date</dt><dd>${date(invoice.billingDate)}</dd></div>
        <div><dt>Due Date</dt><dd>${date(invoice.dueDate)}</dd></div>
        <div><dt>Retainage Held to Date</dt><dd>${money(sums.retainage)}</dd></div>
        <div><dt>Payment Due</dt><dd><strong>${money(sums.due)}</strong></dd></div>
      </dl>
    </section>
    <section class="card flush" aria-label="Invoice lines"><div class="scroll" tabindex="0" role="group" aria-label="Table"><table>
      <thead><tr><th>Budget Code</th><th>Description</th><th class="num">Scheduled Value</th><th class="num">Work This Period</th><th class="num">Materials Stored</th><th class="num">Retainage</th></tr></thead>
      <tbody>${lines}</tbody>
    </table></div></section>
    <p><a href="${commitmentPath(commitment, "requisitions")}">Back to Subcontractor Invoices</a></p>`,
  });
}

function row({ visit, commitment }: Opened, item: RequisitionItem): Markup {
  const line = billedLine(visit.state, commitment, item)?.line;
  return html`<tr>
    <td class="nowrap">${line ? codeOf(visit.state, line) : "—"}</td>
    <td class="title">${line?.description ?? "Deleted line"}</td>
    <td class="num">${line ? money(line.amount) : "—"}</td>
    <td class="num">${money(item.workCompletedThisPeriod)}</td>
    <td class="num">${money(item.materialsPresentlyStored)}</td>
    <td class="num">${money(item.workRetainageThisPeriod)}</td>
  </tr>`;
}

function approveButton(
  { visit, commitment, mayEdit }: Opened,
  invoice: Requisition,
): Markup | false {
  const isLatest = requisitionsOf(visit.state, commitment.id).at(-1)?.id === invoice.id;
  if (!mayEdit || !isLatest || invoice.originId !== null || invoice.status.startsWith("approved")) {
    return false;
  }
  return html`<form method="post" action="${commitmentPath(commitment, "requisitions", invoice.id, "approve")}">
    <input type="hidden" name="csrf" value="${visit.session.csrf}"><button class="button primary">Approve invoice</button>
  </form>`;
}
