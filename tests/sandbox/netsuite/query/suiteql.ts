import type { SQLOutputValue } from "node:sqlite";
import type { Account } from "../account.ts";
import { pageOf, readPage } from "../records/page.ts";
import { invalidContent, invalidMethod, invalidParameter, Refusal } from "../refusal.ts";
import { lacksWorkbook, permissionViolation } from "../rules/role.ts";
import { checkQuery } from "./check-query.ts";
import { inAccountFormat, isInstant } from "./instant.ts";
import { rewrite } from "./rewrite.ts";
import { searchError, syntaxError } from "./search-error.ts";
import { isWord, tokenize, type Token } from "./tokens.ts";
import type { Answer, Warehouse } from "./warehouse.ts";

/**
 * `POST /services/rest/query/v1/suiteql`. Source: NetSuite help, "Executing SuiteQL Queries Through
 * REST Web Services".
 */
export async function suiteql(
  account: Account,
  warehouse: Warehouse,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  if (request.method === "OPTIONS") {
    return new Response(null, { status: 204, headers: { allow: "POST, OPTIONS" } });
  }
  if (request.method !== "POST") throw invalidMethod(request.method, url.pathname);
  const { options } = account;
  if (lacksWorkbook(options) && options.withoutWorkbook === "forbidden") {
    throw permissionViolation("Reports -> SuiteAnalytics Workbook");
  }
  checkPrefer(request.headers.get("prefer") ?? "");
  const page = readPage(url.searchParams);
  const { q, params } = await readQuery(request);
  const tokens = tokenize(q);
  const answer = evaluate(warehouse, tokens, params);
  const rows = isOrdered(tokens) ? answer.rows : shuffled(answer.rows, account.random);
  const items = rows.map((row) => renderRow(answer, row, { account, tokens }));
  return Response.json(pageOf(items, page, url), {
    headers: { "content-type": "application/vnd.oracle.resource+json; type=collection" },
  });
}

const refuse = (detail: string) =>
  new Refusal(400, { detail, code: "INVALID_HEADER", header: "Prefer" });

function checkPrefer(prefer: string): void {
  const asked = prefer.toLowerCase().split(/[,;\s]+/);
  if (asked.includes("respond-async")) {
    throw refuse("The query service does not support asynchronous requests.");
  }
  if (!asked.includes("transient")) {
    throw refuse("Required request header 'Prefer' with the value 'transient' is missing.");
  }
}

async function readQuery(request: Request): Promise<{ q: string; params: (string | number)[] }> {
  const body: unknown = await request.json().catch(() => undefined);
  if (typeof body !== "object" || body === null) {
    throw invalidContent("Invalid content in the request body. A JSON object is expected.");
  }
  const { q, params = [] } = body as { q?: unknown; params?: unknown };
  if (typeof q !== "string" || q.trim() === "") throw invalidContent("The query is missing.", "q");
  if (!Array.isArray(params)) throw invalidContent("The parameters must be an array.", "params");
  params.forEach((value, index) => {
    if (typeof value !== "string" && typeof value !== "number") {
      throw invalidContent("A parameter must be text or a number.", `params[${index}]`);
    }
  });
  return { q, params };
}

function evaluate(warehouse: Warehouse, tokens: Token[], params: (string | number)[]): Answer {
  const wanted = tokens.filter(({ kind }) => kind === "parameter").length;
  if (wanted !== params.length) {
    throw invalidParameter(
      `Invalid number of parameters. Expected: ${wanted}. Provided: ${params.length}.`,
      "params",
    );
  }
  const sources = checkQuery(tokens, {
    known: new Set(warehouse.tables.keys()),
    closed: warehouse.closed,
  });
  const sql = rewrite(tokens, warehouse.names);
  try {
    return warehouse.run(sql, { parameters: params, sources });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { message } = error as Error;
    const column = /^no such column: "?([^" ]+)/.exec(message)?.[1];
    if (column) throw warehouse.unknownColumn(column.replace(/__df$/, ""), sources);
    const near = /^near "(.*)": syntax error/.exec(message)?.[1];
    if (near !== undefined || message === "incomplete input") throw syntaxError(near ?? "");
    throw searchError(message);
  }
}

/** Only an ORDER BY makes an order; without one, each run and so each page has its own. */
const isOrdered = (tokens: Token[]) =>
  tokens.some((token, index) => isWord(token, "ORDER") && isWord(tokens[index + 1], "BY"));

function shuffled<Row>(rows: Row[], random: () => number): Row[] {
  return rows
    .map((row) => ({ row, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ row }) => row);
}

function renderRow(
  { columns }: Answer,
  row: SQLOutputValue[],
  { account, tokens }: { account: Account; tokens: Token[] },
): Record<string, unknown> {
  const rendered: Record<string, unknown> = { links: [] };
  columns.forEach(({ name, hidden }, index) => {
    if (hidden) return;
    const value = row[index] ?? null;
    const isNamed =
      /^[a-z_][\w$#]*$/i.test(name) ||
      tokens.some(({ kind, text }) => kind === "quoted" && text === `"${name}"`);
    if (value !== null || account.options.nullColumns === "null") {
      rendered[isNamed ? name.toLowerCase() : `expr${index + 1}`] = renderCell(
        value,
        account.options.timeZone,
      );
    }
  });
  return rendered;
}

/** All values are text. Fifteen digits are what a double holds for certain. */
function renderCell(value: SQLOutputValue, timeZone: string): string | null {
  if (value === null) return null;
  if (isInstant(value)) return inAccountFormat(value, timeZone);
  return typeof value === "number" ? String(Number(value.toPrecision(15))) : String(value);
}
