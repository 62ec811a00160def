import { installationOf } from "../rest/reach.ts";
import { html, type Markup } from "./html.ts";
import { layout } from "./layout.ts";
import { notFound } from "./refusals.ts";
import { openCompany, placeOf } from "./standing.ts";
import type { Visit } from "./visit.ts";

/** Full-screen apps learn their context from the address alone. */
export function appPage(visit: Visit): Markup {
  const company = openCompany(visit);
  const { app } = visit.state;
  if (!installationOf(visit.state, company.id)) throw notFound(`${app.name} in ${company.name}`);
  const src = new URL("/console", app.origin);
  src.searchParams.set("companyId", company.id);
  return layout({
    place: placeOf(visit, company),
    tool: app.name,
    title: app.name,
    width: "full-screen",
    body: html`<iframe title="${app.name}" src="${src.href}" allow="clipboard-write"></iframe>`,
  });
}
