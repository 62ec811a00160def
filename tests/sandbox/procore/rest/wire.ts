/** An id as v1 sends it: a JSON number. Exact, since both regions number below 2^53. */
export function wireId(id: string): number;
export function wireId(id: string | null): number | null;
export function wireId(id: string | null): number | null {
  return id === null ? null : Number.parseInt(id, 10);
}

/** An id as callers send it: a number or a numeric string. */
export function readId(value: unknown): string | null {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value.toString();
  return typeof value === "string" && /^\d+$/.test(value) ? value : null;
}

export const currency = { currency_iso_code: "USD" };
