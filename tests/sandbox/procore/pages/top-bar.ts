import { html, type Markup } from "./html.ts";
import { companyPath, projectPath } from "./paths.ts";
import type { Place } from "./place.ts";

export function topBar(place: Place, tool: string): Markup {
  return html`<header class="top-bar">
    <a class="brand" href="${companyPath(place.company.id)}" aria-label="Procore home">PROCORE</a>
    ${projectPicker(place)} ${toolPicker(place, tool)}
    <div class="grow"></div>
    ${userMenu(place)}
  </header>`;
}

function projectPicker({ company, project, companies, projects }: Place): Markup {
  const here = project?.id;
  return html`<details class="picker" name="top-bar">
    <summary>
      <span class="small">${company.name}</span><strong>${project ? `${project.number} ${project.name}` : "Select a project"}</strong>
    </summary>
    <nav class="menu" aria-label="Projects">
      ${companies.map(
        (each) => html`
        <a href="${companyPath(each.id)}" ${each.id === company.id && !project ? html`aria-current="true"` : ""}>${each.name}</a>`,
      )}
      <p class="menu-note">Projects of ${company.name}</p>
      ${projects.map(
        (each) => html`
        <a href="${projectPath(each.id, "commitments")}" ${each.id === here ? html`aria-current="true"` : ""}>${each.number} ${each.name}</a>`,
      )}
      ${projects.length === 0 && html`<p class="menu-note">You are not on any project.</p>`}
    </nav>
  </details>`;
}

function toolPicker({ company, project, openApp }: Place, tool: string): Markup {
  const tools: [string, string][] = [
    ["Home", companyPath(company.id)],
    ["Marketplace", companyPath(company.id, "marketplace", "crosstie")],
    ["App Management", companyPath(company.id, "apps")],
  ];
  if (openApp) tools.push([openApp, companyPath(company.id, "apps", "crosstie")]);
  if (project) tools.unshift(["Commitments", projectPath(project.id, "commitments")]);
  return html`<details class="picker" name="top-bar">
    <summary><span class="small">${project ? "Project Tools" : "Company Tools"}</span><strong>${tool}</strong></summary>
    <nav class="menu" aria-label="Tools">
      ${tools.map(([name, href]) => html`<a href="${href}" ${name === tool ? html`aria-current="page"` : ""}>${name}</a>`)}
    </nav>
  </details>`;
}

function userMenu({ user, session }: Place): Markup {
  const name = `${user.firstName} ${user.lastName}`;
  return html`<details class="picker user" name="top-bar">
    <summary style="flex-direction:row;align-items:center;gap:10px">
      <span class="avatar" aria-hidden="true">${user.firstName.slice(0, 1)}${user.lastName.slice(0, 1)}</span>
      <span class="user-name">${name}</span>
    </summary>
    <div class="menu right">
      <p class="menu-note"><strong>${name}</strong><br>${user.jobTitle}<br>${user.login}</p>
      <form method="post" action="/logout"><input type="hidden" name="csrf" value="${session.csrf}"><button type="submit">Sign out</button></form>
    </div>
  </details>`;
}
