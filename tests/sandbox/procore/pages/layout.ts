import { html, type Markup, type Shown } from "./html.ts";
import type { Place } from "./place.ts";
import { topBar } from "./top-bar.ts";

export interface PageParts {
  place: Place;
  tool: string;
  title: string;
  crumbs?: Shown;
  actions?: Shown;
  tabs?: Shown;
  body: Shown;
  panel?: Markup;
  width?: "wide" | "narrow" | "full-screen";
}

/** A signed-in page: top bar, tool header, content, and the dock where an app offers a panel. */
export function layout(parts: PageParts): Markup {
  const { place, tool, title, width = "wide" } = parts;
  const content =
    width === "full-screen"
      ? html`<main class="full-screen" id="content" style="padding:0">${parts.body}</main>`
      : html`<main class="${width}" id="content">${parts.body}</main>`;
  return skeleton(
    `${title} · ${(place.project ?? place.company).name}`,
    html`
    <a class="skip button secondary" href="#content">Skip to content</a>
    ${topBar(place, tool)}
    <div class="site">
      <header class="tool-header">
        ${parts.crumbs && html`<nav class="crumbs small" aria-label="Breadcrumb">${parts.crumbs}</nav>`}
        <div class="row spread"><h1>${title}</h1><div class="row">${parts.actions}</div></div>
        ${parts.tabs}
      </header>
      ${content}
      ${width !== "full-screen" && html`<footer class="sandbox-note">Crosstie sandbox: plays Procore for the demo and the tests. All names and amounts are made up.</footer>`}
    </div>
    ${parts.panel}`,
    parts.panel ? "has-dock" : "",
  );
}

/** A page without a person: sign-in, consent, refusals. */
export function gate(title: string, body: Markup, { wide = false } = {}): Markup {
  return skeleton(
    title,
    html`<header class="top-bar"><a class="brand" href="/">PROCORE</a></header>
    <main class="gate${wide && " wide"}" id="content">${body}</main>`,
  );
}

function skeleton(title: string, body: Markup, bodyClass = ""): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} | Procore</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/host.css">
    <script src="/assets/host.js" defer></script>
  </head>
  <body class="${bodyClass}">${body}</body>
</html>`;
}
