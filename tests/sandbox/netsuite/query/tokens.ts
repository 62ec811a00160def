import { syntaxError } from "./search-error.ts";

export interface Token {
  kind: "word" | "number" | "string" | "quoted" | "symbol" | "parameter";
  text: string;
  /** How many parentheses are open around it. */
  depth: number;
}

/** Words that end a table's alias or may stand before a parenthesis without being a function. */
export const KEYWORDS = new Set(
  (
    "SELECT FROM WHERE GROUP ORDER BY HAVING JOIN INNER LEFT RIGHT FULL OUTER CROSS ON AND OR NOT IN EXISTS IS NULL LIKE ESCAPE BETWEEN CASE WHEN THEN ELSE END AS " +
    "DISTINCT ALL UNION INTERSECT EXCEPT MINUS WITH ASC DESC NULLS FIRST LAST OVER PARTITION ANY USING"
  ).split(" "),
);

export const AGGREGATES = ["COUNT", "SUM", "MIN", "MAX", "AVG"];

const PATTERNS: [Token["kind"] | "blank", RegExp][] = [
  ["blank", /^(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)/],
  ["word", /^[a-z_][\w$#]*/i],
  ["number", /^(?:\d+(?:\.\d*)?|\.\d+)/],
  ["string", /^'(?:[^']|'')*'/],
  ["quoted", /^"[^"]+"/],
  ["parameter", /^\?/],
  ["symbol", /^(?:<>|!=|<=|>=|\|\||[=<>(),.*+/-])/],
];

/**
 * Cuts a query into words; what SuiteQL has no use for (a semicolon, a backtick) is a syntax error.
 */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (let rest = query; rest !== "";) {
    const [kind, text] = next(rest);
    rest = rest.slice(text.length);
    if (text === ")") depth -= 1;
    if (kind !== "blank") tokens.push({ kind, text, depth });
    if (text === "(") depth += 1;
  }
  return tokens;
}

function next(rest: string): [Token["kind"] | "blank", string] {
  for (const [kind, pattern] of PATTERNS) {
    const [text] = pattern.exec(rest) ?? [];
    if (text !== undefined) return [kind, text];
  }
  throw syntaxError(rest.slice(0, 10));
}

export const isWord = (token: Token | undefined, ...words: string[]) =>
  token?.kind === "word" && words.includes(token.text.toUpperCase());
export const isSymbol = (token: Token | undefined, ...symbols: string[]) =>
  token?.kind === "symbol" && symbols.includes(token.text);

/** A name as it stands in quotes, or without. */
export const nameOf = ({ kind, text }: Pick<Token, "kind" | "text">) =>
  kind === "quoted" ? text.slice(1, -1) : text;

/** Where the parenthesis that opens at `open` closes; the end when it does not. */
export function closingOf(tokens: Token[], open: number): number {
  const close = tokens.findIndex(
    (token, index) => index > open && token.depth === tokens[open]?.depth && isSymbol(token, ")"),
  );
  return close < 0 ? tokens.length : close;
}

/** Where the SELECT around `from` ends. */
export function endOfSelect(tokens: Token[], from: number): number {
  const depth = tokens[from]?.depth ?? 0;
  const end = tokens.findIndex(
    (token, index) =>
      index > from &&
      (token.depth < depth ||
        (token.depth === depth && isWord(token, "UNION", "INTERSECT", "EXCEPT", "MINUS"))),
  );
  return end < 0 ? tokens.length : end;
}
