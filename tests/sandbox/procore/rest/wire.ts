/**
 * An id as v1 sends it: a JSON number. Beyond 2^53, where a double loses digits, as
 * `JSON.stringify` writes the text itself.
 */
export function wireId(id: string | null): unknown {
  if (id === null) return null;
  const number = Number.parseInt(id, 10);
  return Number.isSafeInteger(number) ? number : JSON.rawJSON(id);
}

/** JSON.parse that keeps an integer beyond 2^53 as text. */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && Number.isInteger(value)
      ? source
      : value,
  );
}

/** An id as callers send it, a number or a numeric string; as a number is written. */
export function readId(value: unknown): string | null {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value.toString();
  return typeof value === "string" && /^\d+$/.test(value) ? canonical(value) : null;
}

/**
 * Rails compares ids as integers, so leading zeros name the same record; answers carry none. What
 * is no number stays as it is.
 */
export function canonical(id: string): string {
  return id.replace(/^0+(?=\d+$)/, "");
}
