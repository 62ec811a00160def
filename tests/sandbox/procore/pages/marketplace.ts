import type { Company, Project } from "../records.ts";
import { installationOf, SERVICE_TOOLS } from "../rest/reach.ts";
import { html, type Markup } from "./html.ts";
import { appIcon } from "./icons.ts";
import { layout } from "./layout.ts";
import { companyPath } from "./paths.ts";
import { isCompanyAdmin, openCompany, placeOf, projectsOf } from "./standing.ts";
import type { Visit } from "./visit.ts";

export function marketplace(visit: Visit): Markup {
  const company = openCompany(visit);
  const { app } = visit.state;
  const isInstalled = installationOf(visit.state, company.id) !== undefined;
  return layout({
    place: placeOf(visit, company),
    tool: "Marketplace",
    title: app.name,
    crumbs: html`<a href="${companyPath(company.id)}">${company.name}</a><span>App Marketplace</span>`,
    width: "narrow",
    body: html`
      <section class="card"><div class="row" style="gap:20px;flex-wrap:nowrap;align-items:flex-start">
        <span class="app-art">${appIcon()}</span>
        <div class="stack"><p>${app.description}</p>
          <p class="row"><span class="pill">ERP</span><span class="pill">Financials</span><span class="muted small">Version ${app.version}</span></p></div>
      </div></section>
      ${isInstalled ? installed(visit, company) : isCompanyAdmin(visit, company) ? installForm(visit, company) : notForYou(company)}`,
  });
}

function installForm(visit: Visit, company: Company): Markup {
  return html`<form class="card" method="post" action="${companyPath(company.id, "marketplace", "crosstie", "install")}">
    <input type="hidden" name="csrf" value="${visit.session.csrf}">
    <h2>Install in ${company.name}</h2>
    ${permissions()}
    <h3 id="permitted">Permitted projects</h3>
    <p class="muted">The app's service account sees these projects and no others. The side panel appears on the same projects. You can change both lists later in App Management.</p>
    ${projectChecks(projectsOf(visit, company), { labelledBy: "permitted", isChecked: (project) => project.isOfferedByDefault })}
    <div class="actions"><button class="button primary">Install App</button></div>
  </form>`;
}

function permissions(): Markup {
  return html`<h3>Requested permissions</h3>
    <p class="muted">Installing creates a service account in your company directory with this access:</p>
    <table><thead><tr><th>Tool</th><th>Access</th></tr></thead><tbody>${Object.entries(SERVICE_TOOLS).map(([tool, level]) => html`<tr><td>${tool}</td><td>${level}</td></tr>`)}</tbody></table>
    <p class="muted">It also adds a side panel to Commitments and a full-screen page to the Apps menu. In both, each person signs in as themself.</p>`;
}

interface Checks {
  labelledBy: string;
  isChecked(project: Project): boolean;
}

export function projectChecks(projects: Project[], { labelledBy, isChecked }: Checks): Markup {
  return html`<ul class="checks" aria-labelledby="${labelledBy}">${projects.map(
    (project) => html`<li><label>
    <input type="checkbox" name="project" value="${project.id}" ${isChecked(project) && "checked"}>
    <span>${project.number} ${project.name}<br><span class="muted small">${project.city}, ${project.stateCode} · ${project.stage}</span></span>
  </label></li>`,
  )}</ul>`;
}

/** Post-installation instructions, as the manifest words them. */
function installed({ state, user }: Visit, company: Company): Markup {
  const setUp = new URL("/install", state.app.origin);
  setUp.searchParams.set("company_id", company.id);
  const isAdmin = isCompanyAdmin({ state, user }, company);
  return html`<section class="card" aria-labelledby="next">
    <p class="notice good" role="status">${state.app.name} is installed in ${company.name}.</p>
    <h2 id="next">Post-installation instructions</h2>
    <ol style="padding-left:20px" class="stack">
      <li>Press <strong>Set up ${state.app.name}</strong> and sign in with your Procore account.</li>
      <li>Connect your accounting system and choose which records are synced.</li>
      <li>Open a commitment and press the ${state.app.name} icon on the right edge of the page.</li>
    </ol>
    <div class="actions" style="justify-content:flex-start">
      ${isAdmin ? html`<a class="button primary" href="${setUp.href}">Set up ${state.app.name}</a>` : html`<p class="muted">A company administrator finishes the set-up.</p>`}
      <a class="button secondary" href="${companyPath(company.id, "apps")}">App Management</a>
    </div>
  </section>`;
}

function notForYou(company: Company): Markup {
  return html`<section class="card" aria-labelledby="why"><h2 id="why">Install in ${company.name}</h2>
    <p class="notice">Only a company administrator of ${company.name} can install apps. Ask one of them to open this page.</p>
    <div class="actions"><button class="button primary" disabled>Install App</button></div>
  </section>`;
}
