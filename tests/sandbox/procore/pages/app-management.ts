import type { Installation } from "../access.ts";
import type { Company } from "../records.ts";
import { installationOf, SERVICE_TOOLS } from "../rest/reach.ts";
import { date } from "./format.ts";
import { html, type Markup } from "./html.ts";
import { layout } from "./layout.ts";
import { projectChecks } from "./marketplace.ts";
import { companyPath } from "./paths.ts";
import { showsPanel } from "./shows-panel.ts";
import { isCompanyAdmin, openCompany, placeOf, projectsOf } from "./standing.ts";
import type { Visit } from "./visit.ts";

export function appManagement(visit: Visit): Markup {
  const company = openCompany(visit);
  const installation = installationOf(visit.state, company.id);
  return layout({
    place: placeOf(visit, company),
    tool: "App Management",
    title: "App Management",
    width: "narrow",
    body: installation
      ? html`${about(visit, installation)} ${permitted(visit, company, installation)} ${configured(visit, company)} ${uninstall(visit, company)}`
      : html`<p class="card empty">No apps are installed in ${company.name}. <a href="${companyPath(company.id, "marketplace", "crosstie")}">Open the Marketplace</a></p>`,
  });
}

function about({ state }: Visit, installation: Installation): Markup {
  const installer = state.users.get(installation.installedById);
  const account = state.users.get(state.serviceUserId);
  return html`<section class="card" aria-labelledby="app"><div class="row spread"><h2 id="app">${state.app.name}</h2><span class="pill green">Installed</span></div>
    <dl class="facts">
      <div><dt>Version</dt><dd>${state.app.version}</dd></div>
      <div><dt>Installed</dt><dd>${date(installation.installedAt)}${installer && ` by ${installer.firstName} ${installer.lastName}`}</dd></div>
      <div><dt>Service account</dt><dd>${account?.login ?? "—"}</dd></div>
      </dl>
  </section>`;
}

function permitted(visit: Visit, company: Company, { permittedProjectIds }: Installation): Markup {
  const projects = projectsOf(visit, company);
  const isPermitted = ({ id }: { id: string }) => permittedProjectIds.includes(id);
  const permissions = html`<p class="muted">The service account sees these projects and no others. Its access: ${Object.entries(
    SERVICE_TOOLS,
  )
    .map(([tool, level]) => `${tool} ${level}`)
    .join(" · ")}</p>`;
  if (!isCompanyAdmin(visit, company)) {
    return html`<section class="card" aria-labelledby="permitted"><h2 id="permitted">Permitted projects</h2>
      <p>${
        projects
          .filter(isPermitted)
          .map(({ name }) => name)
          .join(", ") || "None of your projects."
      }</p>
      <p class="notice">Only a company administrator can change these or uninstall the app.</p></section>`;
  }
  return html`<form class="card" method="post" action="${companyPath(company.id, "apps", "permitted_projects")}">
    <input type="hidden" name="csrf" value="${visit.session.csrf}">
    <h2 id="permitted">Permitted projects</h2>
    ${permissions} ${projectChecks(projects, { labelledBy: "permitted", isChecked: isPermitted })}
    <div class="actions"><button class="button primary">Save</button></div>
  </form>`;
}

function configured(visit: Visit, company: Company): Markup | false {
  if (!isCompanyAdmin(visit, company)) return false;
  return html`<form class="card" method="post" action="${companyPath(company.id, "apps", "configuration")}">
    <input type="hidden" name="csrf" value="${visit.session.csrf}">
    <h2 id="configured">Side panel</h2>
    <p class="muted">Commitments of these projects show ${visit.state.app.name} in their dock.</p>
    ${projectChecks(projectsOf(visit, company), { labelledBy: "configured", isChecked: (project) => showsPanel(visit.state, project) })}
    <div class="actions"><button class="button primary">Save</button></div>
  </form>`;
}

function uninstall(visit: Visit, company: Company): Markup | false {
  if (!isCompanyAdmin(visit, company)) return false;
  const { name } = visit.state.app;
  return html`<form class="card" method="post" action="${companyPath(company.id, "apps", "uninstall")}" data-confirm="Uninstall ${name} from ${company.name}?">
    <input type="hidden" name="csrf" value="${visit.session.csrf}">
    <h2>Uninstall</h2>
    <p class="muted">The service account loses access at once and the app's views disappear. Records that were synced keep their External ID.</p>
    <div class="actions"><button class="button danger">Uninstall</button></div>
  </form>`;
}
