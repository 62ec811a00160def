import { html, type Markup } from "./html.ts";
import { appIcon, skyline } from "./icons.ts";
import { layout } from "./layout.ts";
import { companyPath, projectPath } from "./paths.ts";
import { openCompany, placeOf, projectsOf } from "./standing.ts";
import type { Visit } from "./visit.ts";

export function home(visit: Visit): Markup {
  const company = openCompany(visit);
  const projects = projectsOf(visit, company);
  const place = placeOf(visit, company);
  return layout({
    place,
    tool: "Home",
    title: "Portfolio",
    body: html`
      <ul class="projects" aria-label="Projects">${projects.map(
        (project) => html`
        <li><a class="project-card" href="${projectPath(project.id, "commitments")}">
          <span class="art">${skyline(project.name)}</span>
          <span class="text"><strong>${project.name}</strong><span class="muted">${project.number} · ${project.city}, ${project.stateCode}<br>${project.stage}</span></span>
        </a></li>`,
      )}
      </ul>
      ${projects.length === 0 && html`<p class="card empty">You are not on any project of ${company.name}. A project administrator can add you in the project's Directory.</p>`}
      <section class="card" aria-labelledby="apps">
        <h2 id="apps">Apps</h2>
        <div class="row" style="gap:16px;flex-wrap:nowrap;align-items:flex-start">
          <span class="app-art">${appIcon()}</span>
          <div class="stack">
            <div><h3>${visit.state.app.name}</h3><p class="muted">${visit.state.app.description}</p></div>
            <div class="row">
              <a class="button secondary" href="${companyPath(company.id, "marketplace", "crosstie")}">Open in Marketplace</a>
              ${place.openApp && html`<a class="button secondary" href="${companyPath(company.id, "apps", "crosstie")}">Open app</a>`}
              <a class="button quiet" href="${companyPath(company.id, "apps")}">App Management</a>
            </div>
          </div>
        </div>
      </section>`,
  });
}
