import type { LineItem } from "../../records.ts";
import { grandTotal } from "../../rules/requisition-sums.ts";
import { money } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { commitmentPath } from "../paths.ts";
import type { Visit } from "../visit.ts";
import { codeOf } from "./code-of.ts";
import { commitmentPage, open } from "./opened.ts";

export function linesTab(visit: Visit): Markup {
  const opened = open(visit);
  const { commitment, mayEdit } = opened;
  const isUnit = commitment.accountingMethod === "unit";
  const line = (item: LineItem) => html`<tr>
    <td class="num">${item.position}</td>
    <td class="nowrap">${codeOf(visit.state, item)}</td>
    <td class="title">${item.description}</td>
    ${isUnit && html`<td class="num">${item.quantity}</td><td>${item.uom}</td><td class="num">${money(item.unitCost)}</td>`}
    <td class="num">${money(item.amount)}</td>
  </tr>`;
  return commitmentPage(opened, {
    tab: "Schedule of Values",
    actions:
      mayEdit &&
      html`<a class="button secondary" href="${commitmentPath(commitment, "edit")}#lines">Edit</a>`,
    body: html`<section class="card flush" aria-labelledby="lines">
      <div class="card-head"><h2 id="lines">Schedule of Values</h2><p class="muted">${isUnit ? "Unit/quantity based" : "Amount based"} · ${commitment.lines.length} lines</p></div>
      <div class="scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead><tr><th class="num">#</th><th>Budget Code</th><th>Description</th>${isUnit && html`<th class="num">Qty</th><th>Units</th><th class="num">Unit Cost</th>`}<th class="num">Amount</th></tr></thead>
        <tbody>${commitment.lines.map(line)}</tbody>
        <tfoot><tr><td colspan="${isUnit ? 6 : 3}">Total</td><td class="num">${money(grandTotal(commitment))}</td></tr></tfoot>
      </table></div>
    </section>`,
  });
}
