import type { Commitment, Project } from "../../records.ts";
import { seesCommitment } from "../../rest/reach.ts";
import { html, type Markup, type Shown } from "../html.ts";
import { erpMark } from "../icons.ts";
import { layout } from "../layout.ts";
import { panel } from "../panel.ts";
import { commitmentPath, projectPath } from "../paths.ts";
import { notFound } from "../refusals.ts";
import { showsPanel } from "../shows-panel.ts";
import { companyOf, hasCommitments, openProject, placeOf } from "../standing.ts";
import { statusPill } from "../status-pill.ts";
import { commitmentView, type ViewKey } from "../view-key.ts";
import type { Visit } from "../visit.ts";

export interface Opened {
  visit: Visit;
  project: Project;
  commitment: Commitment;
  /** Commitments Admin: edit, approve, invoice, pay. */
  mayEdit: boolean;
}

/** The commitment of the address, for readers, or (`toEdit`) only for the tool's administrators. */
export function open(visit: Visit, { toEdit = false } = {}): Opened {
  const project = openProject(visit, toEdit ? "Admin" : "Read Only");
  const commitment = visit.state.commitments.get(visit.param("commitment"));
  if (
    !commitment ||
    commitment.projectId !== project.id ||
    commitment.deletedAt !== null ||
    !seesCommitment(visit, commitment)
  ) {
    throw notFound("This commitment");
  }
  return { visit, project, commitment, mayEdit: hasCommitments(visit, project, "Admin") };
}

export const TABS = [
  { path: "", name: "General" },
  { path: "schedule_of_values", name: "Schedule of Values" },
  { path: "requisitions", name: "Subcontractor Invoices" },
  { path: "contract_payments", name: "Payments Issued" },
] as const;

interface Parts {
  tab: (typeof TABS)[number]["name"];
  body: Shown;
  actions?: Shown;
  /** Defaults to the commitment itself, in its detail view. */
  shown?: { view: ViewKey; id?: string };
}

/** The frame around all that belongs to one commitment: crumbs, title, tabs, ERP banner, dock. */
export function commitmentPage(
  { visit, project, commitment }: Opened,
  { tab, body, actions, shown }: Parts,
): Markup {
  const kind = commitment.kind === "work_order_contract" ? "Subcontract" : "Purchase Order";
  const seen = shown ?? { view: commitmentView(commitment, "detail"), id: commitment.id };
  return layout({
    place: placeOf(visit, companyOf(visit, project), project),
    tool: "Commitments",
    title: `${kind} #${commitment.number}: ${commitment.title}`,
    crumbs: html`<a href="${projectPath(project.id, "commitments")}">Commitments</a><span>${kind} #${commitment.number}</span>`,
    actions: html`${statusPill(commitment.status)} ${actions}`,
    tabs: html`<nav class="tabs" aria-label="Commitment">${TABS.map(
      ({ path, name }) => html`
      <a href="${path ? commitmentPath(commitment, path) : commitmentPath(commitment)}" ${name === tab ? html`aria-current="page"` : ""}>${name}</a>`,
    )}</nav>`,
    body: html`${banner(commitment)} ${body}`,
    panel: showsPanel(visit.state, project) ? panel(visit.state, { project, ...seen }) : undefined,
  });
}

function banner(commitment: Commitment): Markup | false {
  if (commitment.originId === null) return false;
  return html`<div class="erp-banner" role="status">${erpMark(commitment.originId, { label: "Synced with ERP" })}<span>External ID: ${commitment.originCode ?? "—"}</span></div>`;
}
