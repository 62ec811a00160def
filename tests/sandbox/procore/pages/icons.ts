import { html, type Markup } from "./html.ts";

/** A railway crosstie seen from above: what the app registered as its icon. */
export function appIcon(): Markup {
  return html`<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><g fill="#c98b4a">${[
    4, 13, 22,
  ].map(
    (y) => html`<rect x="3" y="${y}" width="26" height="6" rx="1.5"/>`,
  )}</g><g fill="#dfe6ea" stroke="#41494d" stroke-width=".6"><rect x="8" y="1" width="4" height="30" rx="1"/><rect x="20" y="1" width="4" height="30" rx="1"/></g></svg>`;
}

export function skyline(seed: string): Markup {
  const digits = [...seed.padEnd(12, "~")]
    .slice(0, 12)
    .map((character, index) => (character.charCodeAt(0) * (index + 3)) % 11);
  const towers = digits.map(
    (digit, index) =>
      html`<rect x="${index * 24 + 4}" y="${78 - digit * 6}" width="20" height="92" opacity=".${3 + (digit % 5)}"/>`,
  );
  return html`<svg viewBox="0 0 296 92" preserveAspectRatio="xMidYMax slice" aria-hidden="true" fill="#8b979c">${towers}</svg>`;
}

const SYNCED =
  "M9 1a8 8 0 1 0 0 16A8 8 0 0 0 9 1Zm-1.2 11.6L4.6 9.4 6 8l1.8 1.8L12 5.600l1.400 1.400Z";

/** Procore's mark and, always beside it, its word. */
export function erpMark(originId: string | null, { label = "Synced" } = {}): Markup {
  if (originId === null) return html`<span class="erp none">Not sent</span>`;
  return html`<span class="erp synced"><svg viewBox="0 0 18 18" fill="currentColor" aria-hidden="true"><path fill-rule="evenodd" d="${SYNCED}"/></svg>${label}</span>`;
}
