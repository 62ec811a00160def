import { searchError } from "./search-error.ts";
import { AGGREGATES, endOfSelect, isSymbol, isWord, type Token } from "./tokens.ts";

/**
 * `WHERE ROWNUM <= n` becomes a limit of that SELECT; elsewhere ROWNUM counts the rows as they
 * come.
 */
export function limitRows(tokens: Token[]): Token[] {
  const at = tokens.findIndex((token) => isWord(token, "ROWNUM"));
  const token = tokens[at];
  if (!token) return tokens;
  const [comparison, bound] = [tokens[at + 1], tokens[at + 2]];
  if (!isSymbol(comparison, "<", "<=", "=") || !bound) {
    return limitRows(tokens.with(at, { ...token, text: "row_number() over ()" }));
  }
  const end = endOfSelect(tokens, at);
  refuseUnplayable(tokens, at, end);
  const limit: Token = {
    kind: "word",
    text: `limit ${limitOf(comparison?.text ?? "", bound.text)}`,
    depth: token.depth,
  };
  const always: Token = { kind: "word", text: "1 = 1", depth: token.depth };
  return limitRows([
    ...tokens.slice(0, at),
    always,
    ...tokens.slice(at + 3, end),
    limit,
    ...tokens.slice(end),
  ]);
}

function limitOf(comparison: string, bound: string): string {
  if (comparison === "<=") return bound;
  return comparison === "<" ? `${bound} - 1` : `case when ${bound} = 1 then 1 else 0 end`;
}

/** ROWNUM counts before ordering and grouping, which a limit cannot do. */
function refuseUnplayable(tokens: Token[], at: number, end: number): void {
  const depth = tokens[at]?.depth;
  const start = tokens
    .slice(0, at)
    .findLastIndex((token) => token.depth === depth && isWord(token, "SELECT"));
  const clash = tokens
    .slice(start, end)
    .find(
      (token) =>
        token.depth === depth && isWord(token, "ORDER", "GROUP", "DISTINCT", ...AGGREGATES),
    );
  if (clash) {
    throw searchError(
      `This sandbox does not play ROWNUM beside ${clash.text.toUpperCase()} in one SELECT: put it into an outer one.`,
    );
  }
}
