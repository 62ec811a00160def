import type { Commitment } from "../../records.ts";
import { date, money, percent } from "../format.ts";
import { html, type Markup } from "../html.ts";
import { commitmentPath } from "../paths.ts";
import { contractSums } from "../sums.ts";
import type { Visit } from "../visit.ts";
import { commitmentPage, open, type Opened } from "./opened.ts";

export function generalTab(visit: Visit): Markup {
  const opened = open(visit);
  const { commitment } = opened;
  return commitmentPage(opened, {
    tab: "General",
    actions:
      opened.mayEdit &&
      html`${approveButton(opened)}<a class="button secondary" href="${commitmentPath(commitment, "edit")}">Edit</a>`,
    body: html`${summary(opened)}
      <section class="card" aria-labelledby="general"><h2 id="general">General Information</h2>${facts(opened)}</section>`,
  });
}

function approveButton({ visit, commitment }: Opened): Markup | false {
  if (["Approved", "Complete", "Terminated", "Void", "Closed"].includes(commitment.status)) {
    return false;
  }
  return html`<form method="post" action="${commitmentPath(commitment, "approve")}">
    <input type="hidden" name="csrf" value="${visit.session.csrf}"><button class="button primary">Approve</button>
  </form>`;
}

function summary({ visit, commitment }: Opened): Markup {
  const { original, changes, revised, invoiced, retainage, paid } = contractSums(
    visit.state,
    commitment,
  );
  return html`<dl class="sums">
    <div><dt>Original Contract Amount</dt><dd>${money(original)}</dd></div>
    <div><dt>Approved Change Orders</dt><dd>${money(changes)}</dd></div>
    <div><dt>Revised Contract Amount</dt><dd>${money(revised)}</dd></div>
    <div><dt>Invoiced</dt><dd>${money(invoiced)}</dd></div>
    <div><dt>Retainage Held</dt><dd>${money(retainage)}</dd></div>
    <div><dt>Payments Issued</dt><dd>${money(paid)}</dd></div>
  </dl>`;
}

function facts({ visit, commitment }: Opened): Markup {
  const creator = visit.state.users.get(commitment.createdById);
  return html`<dl class="facts">
    ${fact("Contract Number", commitment.number)}
    ${fact("Contract Company", visit.state.vendors.get(commitment.vendorId ?? "")?.name)}
    ${fact("Status", commitment.status)}
    ${fact("Executed", commitment.executed ? "Yes" : "No")}
    ${fact("Default Retainage", percent(commitment.retainagePercent))}
    ${fact("Accounting Method", commitment.accountingMethod === "amount" ? "Amount Based" : "Unit/Quantity Based")}
    ${dates(commitment).map(([name, value]) => fact(name, date(value)))}
    ${fact("Created By", creator && `${creator.firstName} ${creator.lastName} on ${date(commitment.createdAt)}`)}
    ${commitment.originId !== null && fact("External ID", commitment.originCode)}
    ${fact("Description", commitment.description, true)}
    ${commitment.extra.inclusions && fact("Inclusions", commitment.extra.inclusions, true)}
    ${commitment.extra.exclusions && fact("Exclusions", commitment.extra.exclusions, true)}
  </dl>`;
}

function fact(name: string, value: string | null | undefined, isWide = false): Markup {
  return html`<div class="${isWide && "wide"}"><dt>${name}</dt><dd>${value || "—"}</dd></div>`;
}

const DATES: Record<string, string> = {
  contract_date: "Contract Date",
  contract_start_date: "Start Date",
  contract_estimated_completion_date: "Estimated Completion",
  delivery_date: "Delivery Date",
};

function dates({ extra }: Commitment): [string, string][] {
  return Object.entries(DATES).flatMap(([key, name]): [string, string][] =>
    extra[key] ? [[name, extra[key]]] : [],
  );
}
