import type { Refusal } from "../refusal.ts";
import { closedTable, searchError, unknownTable } from "./search-error.ts";
import { closingOf, isSymbol, isWord, KEYWORDS, nameOf, type Token } from "./tokens.ts";

/** What a table, or a named query, is called in the query; and its own name. */
export type Source = [alias: string, table: string];

interface NamedQuery {
  name: string;
  /** Where its parenthesis closes. */
  end: number;
}

export interface Tables {
  known: Set<string>;
  /** There, and not for this role or account. */
  closed: Set<string>;
}

/** Every table in a FROM or JOIN, however it is wrapped. Refuses those that are not there. */
export function sourcesOf(tokens: Token[], { known: tables, closed }: Tables): Source[] {
  const named = namedQueries(tokens);
  // A query is known by its name from its end on: so it cannot name itself.
  const isKnown = (name: string, index: number) =>
    tables.has(name) || named.some((query) => query.name === name && query.end < index);
  const check = (token: Token, index: number) => {
    const name = nameOf(token);
    if (isKnown(name.toLowerCase(), index)) return;
    throw closed.has(name.toLowerCase()) ? closedTable(name) : unknownTable(name);
  };
  return tokens.flatMap((token, index) =>
    isWord(token, "FROM", "JOIN") ? listed(tokens, index + 1, check) : [],
  );
}

function listed(
  tokens: Token[],
  start: number,
  check: (token: Token, index: number) => void,
): Source[] {
  const found: Source[] = [];
  for (let at = start; ; at += 1) {
    const token = tokens[at];
    const isWrapped = isSymbol(token, "(");
    if (isWrapped && !isWord(tokens[at + 1], "SELECT", "WITH")) {
      found.push(...listed(tokens, at + 1, check));
    }
    if (!isWrapped && token?.kind !== "word" && token?.kind !== "quoted") return found;
    const table = isWrapped ? "" : nameOf(token as Token).toLowerCase();
    if (!isWrapped) check(token as Token, at);
    if (isWrapped) at = closingOf(tokens, at);
    const next = isWord(tokens[at + 1], "AS") ? at + 2 : at + 1;
    const alias = aliasAt(tokens[next]);
    if (!isWrapped) found.push([alias ?? table, table]);
    at = alias === undefined ? at + 1 : next + 1;
    if (!isSymbol(tokens[at], ",")) return found;
  }
}

function aliasAt(token: Token | undefined): string | undefined {
  if (token?.kind === "quoted") return nameOf(token);
  return token?.kind === "word" && !KEYWORDS.has(token.text.toUpperCase()) ? token.text : undefined;
}

function namedQueries(tokens: Token[]): NamedQuery[] {
  if (!isWord(tokens[0], "WITH")) return [];
  return tokens.flatMap((token, index) => {
    const isNamed =
      (token.kind === "word" || token.kind === "quoted") &&
      isWord(tokens[index + 1], "AS") &&
      isSymbol(tokens[index + 2], "(");
    return isNamed
      ? [{ name: nameOf(token).toLowerCase(), end: closingOf(tokens, index + 2) }]
      : [];
  });
}

export function unknownIdentifier(name: string, sources: Source[]): Refusal {
  const available = [...new Map(sources)].map(([alias, table]) => `${alias}=${table}`).join(", ");
  return searchError(`Unknown identifier '${name}'. Available identifiers are: {${available}}`);
}
