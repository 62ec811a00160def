/** TC39's "JSON.parse source text access": in Node since 21, not in TypeScript's library. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/**
 * A number for which `isText` holds becomes a string; by default one that a double cannot keep.
 * PostgreSQL takes no U+0000 and no half surrogate pair: U+FFFD stands for them.
 */
export function parseJson(foreign: string, isText: (number: string) => boolean = isLossy): unknown {
  const text = storable(foreign);
  // Also refuses what is not JSON, on which the pattern would take quadratic time.
  const plain: unknown = JSON.parse(text);
  if (isText === isLossy && !MAY_BE_LOSSY.test(text)) return plain;
  // A reviver took seven times as long on 250 kB of short numbers.
  const quoted = text.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || !isText(token) ? token : `"${token}"`,
  );
  return JSON.parse(quoted);
}

const ESCAPED = /\\\\|\\u(?:d[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|d[89a-f][0-9a-f]{2}|0000)/gi;
const HALF_OR_NUL = /^\\u[0d][0-9a-f]{3}$/i;

function storable(json: string): string {
  if (!json.includes("\\u")) return json;
  return json.replace(ESCAPED, (found) => (HALF_OR_NUL.test(found) ? "\\ufffd" : found));
}

const MAY_BE_LOSSY = /\d[.eE]|\d{16}|(?<!\w)-0/;

/** Lossy too: any integer beyond 2^53, where only every other one has an exact double. */
function isLossy(source: string): boolean {
  const value = Number(source);
  return String(value) !== source || (Number.isInteger(value) && !Number.isSafeInteger(value));
}

export function exactNumber(digits: string): unknown {
  if (!/^-?\d+(\.\d+)?$/.test(digits)) throw new TypeError(`not a number: ${digits}`);
  return rawJSON(digits);
}
