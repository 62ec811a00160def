/**
 * The TC39 proposal "JSON.parse source text access", which Node has since 22 and TypeScript's
 * library has not.
 */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** A string, which is passed over, or a number. Linear on valid JSON only. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/**
 * Parses JSON without losing digits. A number for which `isText` is true becomes a string of the
 * digits that were sent; unless said, that is a number which a double cannot give back.
 */
export function parseJson(text: string, isText: (number: string) => boolean = isLossy): unknown {
  // Also refuses what is not JSON, on which the pattern would take quadratic time.
  const plain: unknown = JSON.parse(text);
  if (isText === isLossy && !MAY_BE_LOSSY.test(text)) return plain;
  // A reviver is called back for every value: 250 kB of short numbers took it seven times as long.
  const quoted = text.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || !isText(token) ? token : `"${token}"`,
  );
  return JSON.parse(quoted);
}

/** A text without any of these has no number that `isLossy` could mean. */
const MAY_BE_LOSSY = /\d[.eE]|\d{16}|(?<!\w)-0/;

/**
 * Not the same letter for letter (`1250.00`), or beyond 2^53: there every other integer has a
 * double of its own, and that one is no safer.
 */
function isLossy(source: string): boolean {
  const value = Number(source);
  return String(value) !== source || (Number.isInteger(value) && !Number.isSafeInteger(value));
}

/** An id or an amount, which is a string to us, as a JSON number with every digit. */
export function exactNumber(digits: string): unknown {
  if (!/^-?\d+(\.\d+)?$/.test(digits)) throw new TypeError(`not a number: ${digits}`);
  return rawJSON(digits);
}
