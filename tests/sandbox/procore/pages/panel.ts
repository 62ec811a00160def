import type { Project } from "../records.ts";
import type { ProcoreState } from "../state.ts";
import { html, type Markup } from "./html.ts";
import { appIcon } from "./icons.ts";
import type { ViewKey } from "./view-key.ts";

interface Shown {
  project: Project;
  view: ViewKey;
  /** Resource id of the page; lists and "new" pages have none. */
  id?: string;
}

/**
 * The dock on the right edge and the side panel it opens; what the host script needs stands in
 * `data-panel`.
 */
export function panel(state: ProcoreState, { project, view, id }: Shown): Markup {
  const src = new URL("/panel", state.app.origin);
  src.searchParams.set("companyId", project.companyId);
  src.searchParams.set("projectId", project.id);
  const context = {
    company_id: contextId(project.companyId),
    project_id: contextId(project.id),
    view,
    ...(id === undefined ? {} : { id: contextId(id) }),
  };
  const told = { src: src.href, origin: src.origin, appName: state.app.name, context };
  return html`
    <aside class="dock" aria-label="Apps" data-panel="${JSON.stringify(told)}">
      <button type="button" title="${state.app.name}" aria-expanded="false" aria-controls="side-panel">${appIcon()}<span class="visually-hidden">${state.app.name}</span></button>
    </aside>
    <section class="side-panel" id="side-panel" aria-label="${state.app.name} side panel" hidden>
      <header class="side-panel-head">
        <h2>${state.app.name}</h2>
        <button type="button" data-hide aria-label="Hide panel" title="Hide (keeps running)">–</button>
        <button type="button" data-close aria-label="Close panel" title="Close">✕</button>
      </header>
      <div class="side-panel-body"></div>
    </section>`;
}

/** v1 speaks of ids as JSON numbers; one that a double cannot hold goes as a string. */
export function contextId(id: string): number | string {
  const number = Number.parseInt(id, 10);
  return Number.isSafeInteger(number) ? number : id;
}
