import type { Line, Value } from "../account.ts";

export interface Merge {
  existing: Line[];
  /** What a request says of each line; `line` is the number it names, if any. */
  incoming: { line?: string | null; fields: Record<string, Value> }[];
  /** The key columns of the sublist; `line` and `internalId` stand for the line's number. */
  keys: string[];
  replace: boolean;
  nextLine: number;
}

/**
 * Keyed: a line whose key is known changes, the others are added, and `replace` takes away what was
 * not named.
 * Not keyed: lines are appended, `replace` wipes first.
 * Source: NetSuite help, "Working with Sublists" and "Replacing Sublist Lines".
 */
export function mergeLines({ existing, incoming, keys, replace, nextLine }: Merge): {
  lines: Line[];
  nextLine: number;
} {
  const kept = new Map<string, Line>();
  if (keys.length > 0) {
    for (const line of existing) kept.set(keyOf(keys, String(line.line), line.fields), line);
  }
  const lines = replace ? [] : [...existing];
  let next = nextLine;
  for (const { line, fields } of incoming) {
    const key = keys.length > 0 ? keyOf(keys, line ?? null, fields) : "";
    const match = kept.get(key);
    const at = match ? lines.findIndex((known) => known.line === match.line) : -1;
    const merged = match
      ? { line: match.line, fields: { ...(at < 0 ? match : lines[at])?.fields, ...fields } }
      : { line: next++, fields };
    if (at < 0) lines.push(merged);
    else lines[at] = merged;
    if (!match && keys.length > 0 && !isNumbered(keys)) kept.set(key, merged);
  }
  return { lines, nextLine: next };
}

const isNumbered = (keys: string[]) => keys[0] === "line" || keys[0] === "internalId";

function keyOf(keys: string[], line: string | null, fields: Record<string, Value>): string {
  if (isNumbered(keys)) return line ?? "";
  return JSON.stringify(keys.map((key) => fields[key] ?? null));
}
