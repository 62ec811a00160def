/** Embeddings, overrides and isolates of Unicode's bidirectional text, which nobody sees. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * For `JSON.stringify`. In somebody's name, such a sign would turn round what stands behind it on
 * the screen: 125,000 would read 000,521. Letters that run from right to left need none of them.
 */
export function straight(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(TURNS, "") : value;
}
