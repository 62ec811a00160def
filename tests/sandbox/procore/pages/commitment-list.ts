import type { Commitment } from "../records.ts";
import { seesCommitment } from "../rest/reach.ts";
import { sum } from "../rules/requisition-sums.ts";
import { money } from "./format.ts";
import { html, type Markup } from "./html.ts";
import { erpMark } from "./icons.ts";
import { layout } from "./layout.ts";
import { panel } from "./panel.ts";
import { commitmentPath } from "./paths.ts";
import { showsPanel } from "./shows-panel.ts";
import { companyOf, openProject, placeOf } from "./standing.ts";
import { statusPill } from "./status-pill.ts";
import { contractSums } from "./sums.ts";
import type { Visit } from "./visit.ts";

export function commitmentList(visit: Visit): Markup {
  const here = openProject(visit, "Read Only");
  const commitments = [...visit.state.commitments.values()].filter(
    (commitment) =>
      commitment.projectId === here.id &&
      commitment.deletedAt === null &&
      seesCommitment(visit, commitment),
  );
  const wanted = (visit.url.searchParams.get("search") ?? "").trim().toLowerCase();
  const vendorName = (commitment: Commitment) =>
    visit.state.vendors.get(commitment.vendorId ?? "")?.name ?? "";
  const found = commitments.filter((commitment) =>
    `${commitment.number} ${commitment.title} ${vendorName(commitment)}`
      .toLowerCase()
      .includes(wanted),
  );
  return layout({
    place: placeOf(visit, companyOf(visit, here), here),
    tool: "Commitments",
    title: "Commitments",
    actions: search(wanted),
    panel: showsPanel(visit.state, here)
      ? panel(visit.state, { project: here, view: "commitments.contracts.list" })
      : undefined,
    body: html`
      ${sums(visit, commitments)}
      <section class="card flush" aria-label="Contracts">
        <div class="scroll" tabindex="0" role="group" aria-label="Table"><table>
          <thead><tr><th>Number</th><th>Title</th><th>Contract Company</th><th>Type</th><th>Status</th><th class="num">Revised Amount</th><th>ERP Status</th></tr></thead>
          <tbody>${found.map((commitment) => row(visit, commitment, vendorName(commitment)))}</tbody>
        </table></div>
        ${found.length === 0 && html`<p class="empty">${wanted ? `No commitment matches “${wanted}”.` : "This project has no commitments yet."}</p>`}
      </section>
      <p class="muted small">${found.length} of ${commitments.length} commitments</p>`,
  });
}

function search(wanted: string): Markup {
  return html`<form method="get" class="row" role="search">
    <label class="visually-hidden" for="search">Search commitments</label>
    <input id="search" name="search" type="search" value="${wanted}" placeholder="Search" style="width:220px">
    <button class="button secondary">Search</button>
  </form>`;
}

function sums({ state }: Visit, commitments: Commitment[]): Markup {
  const figures = commitments.map((commitment) => contractSums(state, commitment));
  return html`<dl class="sums">
    <div><dt>Original Contract Amount</dt><dd>${money(sum(figures, ({ original }) => original))}</dd></div>
    <div><dt>Approved Change Orders</dt><dd>${money(sum(figures, ({ changes }) => changes))}</dd></div>
    <div><dt>Revised Contract Amount</dt><dd>${money(sum(figures, ({ revised }) => revised))}</dd></div>
    <div><dt>Synced with ERP</dt><dd>${commitments.filter(({ originId }) => originId !== null).length} of ${commitments.length}</dd></div>
  </dl>`;
}

function row({ state }: Visit, commitment: Commitment, vendor: string): Markup {
  return html`<tr>
    <td class="nowrap"><a href="${commitmentPath(commitment)}">${commitment.number}</a></td>
    <td class="title"><a href="${commitmentPath(commitment)}">${commitment.title}</a></td>
    <td>${vendor || "—"}</td>
    <td class="nowrap">${commitment.kind === "work_order_contract" ? "Subcontract" : "Purchase Order"}</td>
    <td>${statusPill(commitment.status)}</td>
    <td class="num">${money(contractSums(state, commitment).revised)}</td>
    <td>${erpMark(commitment.originId)}</td>
  </tr>`;
}
