import { json, type RequestHandler } from "express";

/** As JSON. Refuses what nobody could store, and `__proto__`, which zod passes over in silence. */
export function jsonBody({ limit }: { limit: string }): RequestHandler {
  return json({ limit, reviver: refuseOdd });
}

function refuseOdd(key: string, value: unknown): unknown {
  if (key === "__proto__" || !isStorable(key) || !isStorable(value)) {
    throw new SyntaxError("a name or a text that cannot be stored");
  }
  return value;
}

/** PostgreSQL takes no U+0000 and no half surrogate pair. */
function isStorable(value: unknown): boolean {
  return typeof value !== "string" || (value.isWellFormed() && !value.includes("\0"));
}
