import { words } from "./format.ts";
import { html, type Markup } from "./html.ts";

const COLORS: [RegExp, string][] = [
  [/^(approved|complete|received|closed|installed|paid)/i, "green"],
  [/^(out for|submitted|processing|under_review|partially|pending|open)/i, "blue"],
  [/^(revise)/i, "yellow"],
  [/^(terminated|void)/i, "red"],
];

/** Contract and invoice statuses, in the host's colours; unknown ones are gray. */
export function statusPill(status: string): Markup {
  const color = COLORS.find(([pattern]) => pattern.test(status))?.[1] ?? "";
  return html`<span class="pill ${color}">${words(status)}</span>`;
}
