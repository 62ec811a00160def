import { closingOf, isSymbol, isWord, type Token } from "./tokens.ts";

const piece = (text: string, depth: number): Token => ({ kind: "symbol", text, depth });

/** Division by zero fails, as it does over there; the engine below answers null. */
export function guardDivisors(tokens: Token[]): Token[] {
  const ends = tokens.flatMap((token, index) =>
    isSymbol(token, "/") ? endOfOperand(tokens, index + 1) : [],
  );
  return tokens.flatMap((token, index) => [
    token,
    ...(isSymbol(token, "/") ? [piece("ns_divisor(", token.depth)] : []),
    ...ends.filter((end) => end === index).map(() => piece(")", token.depth)),
  ]);
}

function endOfOperand(tokens: Token[], from: number): number {
  let at = from;
  while (isSymbol(tokens[at], "+", "-")) at += 1;
  if (isSymbol(tokens[at], "(")) return Math.min(closingOf(tokens, at), tokens.length - 1);
  if (isWord(tokens[at], "CASE")) return endOfCase(tokens, at);
  while (isSymbol(tokens[at + 1], ".")) at += 2;
  return Math.min(
    isSymbol(tokens[at + 1], "(") ? closingOf(tokens, at + 1) : at,
    tokens.length - 1,
  );
}

function endOfCase(tokens: Token[], from: number): number {
  let open = 0;
  const end = tokens.findIndex((token, index) => {
    if (index < from) return false;
    if (isWord(token, "CASE")) open += 1;
    if (isWord(token, "END")) open -= 1;
    return open === 0;
  });
  return end < 0 ? tokens.length - 1 : end;
}

/**
 * A list of keys is no way into an index, by a collation that numbers do not heed: what a query
 * costs is counted by one key a loop.
 */
export function keepListsOut(tokens: Token[], keys: Set<string>): Token[] {
  return tokens.flatMap((token, index) => {
    const isListed =
      isWord(tokens[index + 1], "IN") ||
      (isWord(tokens[index + 1], "NOT") && isWord(tokens[index + 2], "IN"));
    return isListed && keys.has(token.text.toLowerCase().replace(/^"|"$/g, ""))
      ? [token, piece("collate rtrim", token.depth)]
      : [token];
  });
}
