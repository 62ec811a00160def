import type { LineItem } from "../../records.ts";
import { billableLines, type BilledLine } from "../../rules/billed-lines.ts";
import { requisitionsOf, sum } from "../../rules/requisition-sums.ts";
import { date, money } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { commitmentPath } from "../paths.ts";
import type { Visit } from "../visit.ts";
import { codeOf } from "./code-of.ts";
import { commitmentPage, open, type Opened } from "./opened.ts";

export function newInvoiceForm(visit: Visit): Markup {
  const opened = open(visit, { toEdit: true });
  const { commitment } = opened;
  const next =
    Math.max(0, ...requisitionsOf(visit.state, commitment.id).map(({ number }) => number)) + 1;
  return commitmentPage(opened, {
    tab: "Subcontractor Invoices",
    shown: { view: "commitments.requisitions.new" },
    body: html`<form method="post" class="stack" action="${commitmentPath(commitment, "requisitions", "new")}">
      <input type="hidden" name="csrf" value="${visit.session.csrf}">
      <section class="card" aria-labelledby="invoice"><h2 id="invoice">Create Invoice #${next}</h2>
        <div class="fields">
          ${periodField(opened)}
          <label class="field"><span>Invoice # <em aria-hidden="true">*</em></span><input name="invoice_number" required maxlength="60" value="${commitment.number.slice(-3)}-${String(next).padStart(2, "0")}"></label>
          <label class="field"><span>Billing Date <em aria-hidden="true">*</em></span><input type="date" name="billing_date" required value="${openPeriods(opened)[0]?.endDate}"></label>
        </div>
      </section>
      ${lineFields(opened)}
      <div class="actions"><a class="button secondary" href="${commitmentPath(commitment, "requisitions")}">Cancel</a><button class="button primary">Create</button></div>
    </form>`,
  });
}

export function openPeriods({ visit, project }: Opened) {
  return [...visit.state.billingPeriods.values()].filter(
    ({ projectId, status }) => projectId === project.id && status === "open",
  );
}

function periodField(opened: Opened): Markup {
  const periods = openPeriods(opened);
  if (periods.length === 0) {
    return html`<p class="notice bad wide">This project has no open billing period. A project administrator opens one in Invoicing.</p>`;
  }
  return html`<label class="field"><span>Billing Period <em aria-hidden="true">*</em></span><select name="period">${periods.map(
    (period) => html`
    <option value="${period.id}">${date(period.startDate)} – ${date(period.endDate)}</option>`,
  )}</select></label>`;
}

function lineFields(opened: Opened): Markup {
  const { visit, commitment } = opened;
  const billed = (line: LineItem) =>
    sum(
      requisitionsOf(visit.state, commitment.id)
        .flatMap(({ items }) => items)
        .filter(({ lineItemId }) => lineItemId === line.id),
      (item) => item.workCompletedThisPeriod,
    );
  return html`<section class="card flush" aria-labelledby="lines">
    <div class="card-head"><h2 id="lines">Work completed this period</h2></div>
    <div class="scroll" tabindex="0" role="group" aria-label="Table"><table>
      <thead><tr><th class="num">#</th><th>Budget Code</th><th>Description</th><th class="num">Scheduled Value</th><th class="num">Billed Before</th><th class="num">This Period</th></tr></thead>
      <tbody>${billableLines(visit.state, commitment).map(
        ({ line, changeOrder }) => html`<tr>
        <td class="num">${labelOf({ line, changeOrder })}</td><td class="nowrap">${codeOf(visit.state, line)}</td><td class="title">${line.description}</td>
        <td class="num">${money(line.amount)}</td><td class="num">${money(billed(line))}</td>
        <td><input class="amount" inputmode="decimal" required name="amount:${line.id}" aria-label="This period, line ${labelOf({ line, changeOrder })}" value="0.00"></td>
      </tr>`,
      )}</tbody>
    </table></div>
  </section>`;
}

/** The line's number as its row shows it: `2`, or `CCO 001.2` on a change order. */
export function labelOf({ line, changeOrder }: Pick<BilledLine, "line" | "changeOrder">): string {
  return changeOrder ? `CCO ${changeOrder.number}.${line.position}` : String(line.position);
}
