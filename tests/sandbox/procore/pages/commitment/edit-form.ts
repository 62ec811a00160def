import {
  PURCHASE_ORDER_STATUSES,
  WORK_ORDER_STATUSES,
  type Commitment,
  type LineItem,
} from "../../records.ts";
import { isApprovedAndLocked } from "../../rules/commitment-fields.ts";
import { grandTotal } from "../../rules/requisition-sums.ts";
import { money } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { commitmentPath } from "../paths.ts";
import { commitmentView } from "../view-key.ts";
import type { Visit } from "../visit.ts";
import { codeOf } from "./code-of.ts";
import { commitmentPage, open, type Opened } from "./opened.ts";

export function statusesOf({ kind }: Pick<Commitment, "kind">): readonly string[] {
  return kind === "work_order_contract" ? WORK_ORDER_STATUSES : PURCHASE_ORDER_STATUSES;
}

export function editForm(visit: Visit): Markup {
  const opened = open(visit, { toEdit: true });
  const { commitment } = opened;
  return commitmentPage(opened, {
    tab: "General",
    shown: { view: commitmentView(commitment, "edit"), id: commitment.id },
    body: html`<form method="post" class="stack" action="${commitmentPath(commitment, "edit")}">
      <input type="hidden" name="csrf" value="${visit.session.csrf}">
      <section class="card" aria-labelledby="general"><h2 id="general">General Information</h2>${generalFields(commitment)}</section>
      ${lineFields(opened)}
      <div class="actions"><a class="button secondary" href="${commitmentPath(commitment)}">Cancel</a><button class="button primary">Save</button></div>
    </form>`,
  });
}

function generalFields(commitment: Commitment): Markup {
  return html`<div class="fields">
    <label class="field wide"><span>Title <em aria-hidden="true">*</em></span><input name="title" required maxlength="255" value="${commitment.title}"></label>
    <label class="field"><span>Status</span><select name="status">${statusesOf(commitment).map(
      (status) => html`
      <option ${status === commitment.status && "selected"}>${status}</option>`,
    )}</select></label>
    <label class="field"><span>Default Retainage (%)</span><input name="retainage" class="amount" inputmode="decimal" required value="${commitment.retainagePercent}"></label>
    <label class="field wide"><span>Description</span><textarea name="description">${commitment.description}</textarea></label>
  </div>`;
}

function lineFields({ visit, commitment }: Opened): Markup {
  const isUnit = commitment.accountingMethod === "unit";
  const isLocked = isApprovedAndLocked(visit.state, commitment);
  const input = (line: LineItem, name: string, value: string) =>
    html`<input class="amount" inputmode="decimal" required ${isLocked && "readonly"} name="${name}:${line.id}" aria-label="${name === "unit_cost" ? "Unit cost" : name === "quantity" ? "Quantity" : "Amount"} of line ${line.position}" value="${value}">`;
  const row = (line: LineItem) => html`<tr>
    <td class="num">${line.position}</td>
    <td class="nowrap">${codeOf(visit.state, line)}</td>
    <td class="title">${line.description}</td>
    ${
      isUnit
        ? html`<td>${input(line, "quantity", line.quantity)}</td><td>${line.uom}</td><td>${input(line, "unit_cost", line.unitCost)}</td>`
        : html`<td>${input(line, "amount", line.amount)}</td>`
    }
  </tr>`;
  return html`<section class="card flush" aria-labelledby="lines">
    <div class="card-head"><h2 id="lines">Schedule of Values</h2><p class="muted">Total before this change: ${money(grandTotal(commitment))}</p>
      ${isLocked && html`<p class="notice">The schedule of values of this commitment cannot be changed while it is approved and synced with ERP. Set it to Draft and save first.</p>`}</div>
    <div class="scroll" tabindex="0" role="group" aria-label="Table"><table>
      <thead><tr><th class="num">#</th><th>Budget Code</th><th>Description</th>${isUnit ? html`<th class="num">Qty</th><th>Units</th><th class="num">Unit Cost</th>` : html`<th class="num">Amount</th>`}</tr></thead>
      <tbody>${commitment.lines.map(row)}</tbody>
    </table></div>
  </section>`;
}
