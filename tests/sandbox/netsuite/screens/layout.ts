import { Html, html } from "./html.ts";

const STYLE = new Html(`
  * { box-sizing: border-box }
  body { margin: 0; background: #f4f6f8; color: #25303b; font: 14px/1.45 "Open Sans", "Segoe UI", Arial, sans-serif }
  a { color: #0b5cab; text-decoration: none } a:hover { text-decoration: underline }
  header { background: #3a5a7d; color: #fff; padding: 10px 24px; display: flex; flex-wrap: wrap; gap: 8px 28px; align-items: baseline }
  header b { font-size: 17px; letter-spacing: .02em } header a { color: #fff } header span { margin-left: auto; opacity: .85 }
  nav { background: #607799; padding: 6px 24px; display: flex; flex-wrap: wrap; gap: 4px 20px } nav a { color: #fff; padding: 2px 0 }
  main { max-width: 1160px; margin: 0 auto; padding: 18px 24px 60px }
  h1 { font-size: 22px; margin: 4px 0 14px; font-weight: 600 } h2 { font-size: 16px; margin: 26px 0 8px; font-weight: 600 } section > h2:first-child { margin-top: 12px }
  section, form.card { background: #fff; border: 1px solid #d5dce3; border-radius: 3px; padding: 4px 18px 18px; margin: 14px 0 }
  .scroll { overflow-x: auto }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: 6px 10px; border-bottom: 1px solid #e3e8ed; white-space: nowrap }
  th { background: #e9eef3; font-weight: 600; font-size: 12px } td.money, th.money { text-align: right; font-variant-numeric: tabular-nums }
  dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 12px 24px; margin: 14px 0 0 } dl div { min-width: 0 }
  dt { font-size: 12px; color: #5b6875 } dd { margin: 0; overflow-wrap: anywhere }
  .badge { display: inline-block; padding: 1px 9px; border-radius: 9px; background: #dbe7f3; color: #1d4469; font-size: 12px } .badge.void { background: #f5dcdc; color: #7c1d1d }
  form.card { padding-top: 14px; display: flex; flex-wrap: wrap; gap: 12px 18px; align-items: end } form.card h2 { flex-basis: 100%; margin: 0 }
  label { display: grid; gap: 3px; font-size: 12px; color: #44505c } input, select { font: inherit; color: #25303b; padding: 6px 8px; border: 1px solid #8c9aa8; border-radius: 3px; min-width: 170px; height: 36px; background: #fff }
  button { font: inherit; font-weight: 600; height: 36px; padding: 0 18px; border: 1px solid #0b5cab; border-radius: 3px; background: #0b5cab; color: #fff; cursor: pointer } button.plain { background: #fff; color: #7c1d1d; border-color: #7c1d1d }
  :focus-visible { outline: 2px solid #e8a33d; outline-offset: 2px }
  [role=alert] { background: #fdeaea; border: 1px solid #d98b8b; color: #7c1d1d; border-radius: 3px; padding: 10px 14px; margin: 12px 0 } [role=status] { background: #e7f4e8; border: 1px solid #8fbf94; color: #1e5426; border-radius: 3px; padding: 10px 14px; margin: 12px 0 }
  .empty { color: #5b6875; margin: 14px 0 0 }`);

export interface Page {
  title: string;
  company: string;
  body: Html;
  /** What was refused. */
  alert?: string | undefined;
  /** What was done. */
  note?: string | undefined;
}

export function layout({ title, company, body, alert, note }: Page, status = 200): Response {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${title} - NetSuite (sandbox)</title><style>${STYLE}</style></head>
<body><header><b><a href="/">NetSuite</a></b> sandbox<span>${company} - A/P Clerk</span></header>
<nav aria-label="Lists"><a href="/#orders">Purchase Orders</a><a href="/#bills">Bills</a><a href="/#payments">Bill Payments</a><a href="/#vendors">Vendors</a><a href="/app/common/entity/vendor.nl">New Vendor</a></nav>
<main><h1>${title}</h1>${alert && html`<p role="alert">${alert}</p>`}${note && html`<p role="status">${note}</p>`}${body}</main></body></html>`;
  return new Response(page.markup, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

export interface Column<Row> {
  head: string;
  cell(row: Row): Html | string;
  money?: true;
}

export function table<Row>(rows: Row[], columns: Column<Row>[], empty: string): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  const side = ({ money }: Column<Row>) => (money ? new Html(' class="money"') : "");
  return html`<div class="scroll" tabindex="0"><table><thead><tr>${columns.map((column) => html`<th scope="col"${side(column)}>${column.head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map((column) => html`<td${side(column)}>${column.cell(row)}</td>`)}</tr>`)}</tbody></table></div>`;
}

export function fields(pairs: [string, Html | string][]): Html {
  return html`<dl>${pairs.filter(([, value]) => value !== "").map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
