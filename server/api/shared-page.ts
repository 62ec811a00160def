import type { WhyNotPaid } from "./contract.ts";

/** The very text that *Copy* gives, for somebody outside. */
export function invoicePage({ title, facts }: WhyNotPaid): string {
  return page(
    title,
    `<h1>${escaped(title)}</h1>
<ul>
${facts.map((fact) => `<li>${escaped(fact)}</li>`).join("\n")}
</ul>`,
  );
}

export function noInvoicePage(): string {
  return page(
    "Nothing is shown here",
    `<h1>Nothing is shown here</h1>
<p>This address is not right, or its time is over: it works for 14 days. Ask whoever sent it for a new one.</p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${escaped(title)}</title>
<style>
body { max-width: 640px; margin: 0 auto; padding: 24px 16px; color: #232729; background: #fff; font: 16px/24px Inter, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 22px; line-height: 30px; }
ul { padding: 0; list-style: none; font-variant-numeric: tabular-nums; }
li { padding: 8px 0; border-top: 1px solid #d6dadc; }
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Signs that nobody sees and that would turn round what stands behind them. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

function escaped(text: string): string {
  return text.replace(TURNS, "").replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
