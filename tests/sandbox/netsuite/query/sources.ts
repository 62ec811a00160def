import type { Refusal } from "../refusal.ts";
import { searchError, unknownTable } from "./search-error.ts";
import { closingOf, isSymbol, isWord, KEYWORDS, nameOf, type Token } from "./tokens.ts";

/** What a table, or a named query, is called in the query; and its own name. */
export type Source = [alias: string, table: string];

interface NamedQuery {
  name: string;
  /** Where its parenthesis closes. */
  end: number;
}

/** Every table in a FROM or JOIN, however it is wrapped. Refuses those that are not there. */
export function sourcesOf(tokens: Token[], tables: Set<string>): Source[] {
  const named = namedQueries(tokens);
  // A query is known by its name from its end on: so it cannot name itself.
  const isKnown = (name: string, index: number) =>
    tables.has(name) || named.some((query) => query.name === name && query.end < index);
  return tokens.flatMap((token, index) =>
    isWord(token, "FROM", "JOIN") ? listed(tokens, index + 1, isKnown) : [],
  );
}

function listed(
  tokens: Token[],
  start: number,
  isKnown: (name: string, index: number) => boolean,
): Source[] {
  const found: Source[] = [];
  for (let at = start; ; at += 1) {
    const token = tokens[at];
    const isWrapped = isSymbol(token, "(");
    if (isWrapped && !isWord(tokens[at + 1], "SELECT", "WITH")) {
      found.push(...listed(tokens, at + 1, isKnown));
    }
    if (!isWrapped && token?.kind !== "word" && token?.kind !== "quoted") return found;
    const table = isWrapped ? "" : nameOf(token as Token).toLowerCase();
    if (!isWrapped && !isKnown(table, at)) throw unknownTable(nameOf(token as Token));
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
