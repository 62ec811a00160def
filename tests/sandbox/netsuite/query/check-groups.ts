import { searchError } from "./search-error.ts";
import {
  AGGREGATES,
  closingOf,
  endOfSelect,
  isSymbol,
  isWord,
  KEYWORDS,
  nameOf,
  type Token,
} from "./tokens.ts";

/** What stands for itself and is no column. */
const CONSTANTS = ["NULL", "SYSDATE", "CURRENT_DATE", "CURRENT_TIMESTAMP", "ROWNUM", "BUILTIN"];

/**
 * Oracle's rule: beside a group or an aggregate, a SELECT shows nothing that it has not grouped by.
 * The engine below would take any row's value.
 */
export function checkGroups(tokens: Token[]): void {
  tokens.forEach((token, at) => {
    if (isWord(token, "SELECT")) checkSelect(tokens, at);
  });
}

function checkSelect(tokens: Token[], start: number): void {
  const depth = tokens[start]?.depth ?? 0;
  const end = endOfSelect(tokens, start);
  const find = (...words: string[]) =>
    tokens.findIndex(
      (token, index) =>
        index > start && index < end && token.depth === depth && isWord(token, ...words),
    );
  const from = find("FROM");
  if (from < 0) return;
  const group = find("GROUP");
  const after = tokens.findIndex(
    (token, index) => index > group && token.depth === depth && isWord(token, "HAVING", "ORDER"),
  );
  const items = split(tokens.slice(start + 1, from), depth);
  if (group < 0) {
    const isAggregated =
      find("HAVING") >= 0 ||
      items.some((item) => item.some((_, index) => isAggregate(item, index, true)));
    if (isAggregated) refuseOthers(items, () => false, "not a single-group group function");
    return;
  }
  const groups = split(tokens.slice(group + 2, after < 0 || after > end ? end : after), depth).map(
    written,
  );
  refuseOthers(
    items,
    (text) =>
      groups.includes(text) ||
      groups.includes(text.split(".").at(-1) ?? "") ||
      groups.some((one) => one.split(".").at(-1) === text),
    "not a GROUP BY expression",
  );
}

function refuseOthers(
  items: Token[][],
  isGrouped: (text: string) => boolean,
  reason: string,
): void {
  for (const item of items) {
    const expression = withoutAlias(item);
    if (isGrouped(written(expression)) || isGrouped(written(item.slice(-1)))) continue;
    const bare = columnsOf(expression).find((column) => !isGrouped(column.toLowerCase()));
    if (bare !== undefined) throw searchError(`Invalid or unsupported search. ${bare}: ${reason}.`);
  }
}

/** Columns outside aggregates, window functions and inner SELECTs, as they are written. */
function columnsOf(expression: Token[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < expression.length; at += 1) {
    const token = expression[at] as Token;
    const isCall = isSymbol(expression[at + 1], "(");
    if (isSymbol(token, "(") && isWord(expression[at + 1], "SELECT", "WITH")) {
      at = closingOf(expression, at);
    } else if (isAggregate(expression, at, false)) at = endOfCall(expression, at);
    else if (isSymbol(token, "*")) {
      if (isSymbol(expression[at - 1], ".") || expression.length === 1) found.push("*");
    } else if (isSymbol(expression[at + 1], ".")) continue;
    else if (
      token.kind === "quoted" ||
      (token.kind === "word" &&
        !isCall &&
        !KEYWORDS.has(token.text.toUpperCase()) &&
        !isWord(token, ...CONSTANTS))
    ) {
      found.push(
        isSymbol(expression[at - 1], ".")
          ? `${expression[at - 2]?.text}.${nameOf(token)}`
          : nameOf(token),
      );
    }
  }
  return found;
}

/** `isPlain` leaves out those that look through a window. */
function isAggregate(tokens: Token[], at: number, isPlain: boolean): boolean {
  const isRanked = isWord(tokens[at], "RANK", "ROW_NUMBER");
  if (!isSymbol(tokens[at + 1], "(") || !(isWord(tokens[at], ...AGGREGATES) || isRanked)) {
    return false;
  }
  const isWindowed = isWord(tokens[closingOf(tokens, at + 1) + 1], "OVER");
  return isPlain ? !isWindowed && !isRanked && !isInner(tokens, at) : true;
}

function isInner(tokens: Token[], at: number): boolean {
  return tokens.some(
    (token, open) =>
      open < at &&
      isSymbol(token, "(") &&
      isWord(tokens[open + 1], "SELECT", "WITH") &&
      closingOf(tokens, open) > at,
  );
}

function endOfCall(tokens: Token[], at: number): number {
  const close = closingOf(tokens, at + 1);
  return isWord(tokens[close + 1], "OVER") && isSymbol(tokens[close + 2], "(")
    ? closingOf(tokens, close + 2)
    : close;
}

function split(tokens: Token[], depth: number): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.depth === depth && isSymbol(token, ",")) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.map((part) => (isWord(part[0], "DISTINCT", "ALL") ? part.slice(1) : part));
}

/** `x AS name`, or `x name`. */
function withoutAlias(item: Token[]): Token[] {
  const last = item.at(-1);
  const before = item.at(-2);
  if (isWord(before, "AS")) return item.slice(0, -2);
  const isName =
    last?.kind === "quoted" || (last?.kind === "word" && !KEYWORDS.has(last.text.toUpperCase()));
  const endsBefore =
    before !== undefined &&
    (before.kind !== "symbol" || isSymbol(before, ")")) &&
    !(
      before.kind === "word" &&
      KEYWORDS.has(before.text.toUpperCase()) &&
      !isWord(before, "END", "NULL")
    );
  return isName && endsBefore ? item.slice(0, -1) : item;
}

const written = (tokens: Token[]) =>
  tokens
    .map((token) => (token.kind === "string" ? token.text : nameOf(token).toLowerCase()))
    .join("");
