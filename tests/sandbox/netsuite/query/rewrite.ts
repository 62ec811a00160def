import { guardDivisors, keepListsOut } from "./operands.ts";
import { limitRows } from "./row-number.ts";
import { searchError } from "./search-error.ts";
import { isSymbol, isWord, type Token } from "./tokens.ts";

export interface Names {
  dates: Set<string>;
  displays: Set<string>;
  /** Columns with an index. */
  keys: Set<string>;
}

const COMPARISONS = ["=", "<>", "!=", "<", "<=", ">", ">="];
const OWN_NAME: Record<string, string> = {
  NVL: "ifnull",
  SYSDATE: "ns_sysdate()",
  CURRENT_DATE: "ns_sysdate()",
  CURRENT_TIMESTAMP: "ns_sysdate()",
  TRUNC: "ns_trunc",
  MINUS: "except",
};

/**
 * The same query in the dialect of the engine below. Parameters are numbered, so that they may
 * move.
 */
export function rewrite(tokens: Token[], { dates, displays, keys }: Names): string {
  let parameters = 0;
  const numbered = tokens.map((token) =>
    token.kind === "parameter" ? { ...token, text: `?${(parameters += 1)}` } : token,
  );
  const shown = showDisplays(numbered, displays);
  refuseDateArithmetic(shown, dates);
  const dated = readDates(shown, dates);
  const limited = limitRows(dated);
  return (
    guardDivisors(keepListsOut(limited, keys)).map(translate).join(" ") +
    (isOrdered(limited) ? ", ns_shuffle()" : "")
  );
}

function translate(token: Token): string {
  if (isSymbol(token, "/")) return "* 1.0 /";
  if (token.kind !== "word") return token.text;
  if (token.text.toLowerCase() === "transaction") return '"transaction"';
  return OWN_NAME[token.text.toUpperCase()] ?? token.text;
}

/** BUILTIN.DF(p.status) becomes the hidden column that holds what a person sees. */
function showDisplays(tokens: Token[], displays: Set<string>): Token[] {
  const shown: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    if (
      !isWord(token, "BUILTIN") ||
      !isSymbol(tokens[at + 1], ".") ||
      !isWord(tokens[at + 2], "DF")
    ) {
      shown.push(token);
      continue;
    }
    const column = isSymbol(tokens[at + 5], ".") ? at + 6 : at + 4;
    const name = tokens[column];
    if (name?.kind !== "word" || !isSymbol(tokens[column + 1], ")")) {
      throw searchError("Invalid or unsupported search. BUILTIN.DF takes one field.");
    }
    const hidden = displays.has(name.text.toLowerCase()) ? `${name.text}__df` : name.text;
    shown.push(
      { ...token, text: "ns_display" },
      ...tokens.slice(at + 3, column),
      { ...name, text: hidden },
      tokens[column + 1] as Token,
    );
    at = column + 1;
  }
  return shown;
}

function refuseDateArithmetic(tokens: Token[], dates: Set<string>): void {
  const found = tokens.find(
    (token, index) => isDate(token, dates) && isSymbol(tokens[index + 1], "+", "-"),
  );
  if (found) {
    throw searchError(
      `This sandbox does not play date arithmetic (${found.text}): compute the bound and pass it as a parameter.`,
    );
  }
}

const isDate = (token: Token | undefined, dates: Set<string>) =>
  token?.kind === "word" &&
  (dates.has(token.text.toLowerCase()) ||
    isWord(token, "SYSDATE", "CURRENT_DATE", "CURRENT_TIMESTAMP"));

/**
 * A date that is compared with bare text reads that text in the account's date format, and fails on
 * any other.
 */
function readDates(tokens: Token[], dates: Set<string>): Token[] {
  const bounds = new Set<number>();
  tokens.forEach((token, index) => {
    if (!isDate(token, dates)) return;
    if (isSymbol(tokens[index + 1], ...COMPARISONS)) bounds.add(index + 2);
    if (isWord(tokens[index + 1], "BETWEEN")) {
      [index + 2, index + 4].forEach((at) => bounds.add(at));
    }
  });
  return tokens.map((token, index) =>
    bounds.has(index) && (token.kind === "string" || token.kind === "parameter")
      ? { ...token, text: `ns_date(${token.text})` }
      : token,
  );
}

/** Rows that tie come in any order, as they do over there. */
function isOrdered(tokens: Token[]): boolean {
  const top = tokens.filter(({ depth }) => depth === 0);
  const order = top.findLastIndex(
    (token, index) => isWord(token, "ORDER") && isWord(top[index + 1], "BY"),
  );
  return order >= 0 && !top.some((token) => isWord(token, "UNION", "INTERSECT", "EXCEPT", "MINUS"));
}
