interface SourceText {
  source?: string;
}

/**
 * Types of the TC39 proposal "JSON.parse source text access", which Node 22 and later carry and
 * TypeScript's library does not.
 */
const json = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: SourceText) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
};

/**
 * Parses JSON without losing digits: any integer beyond 2^53, and a number that a double cannot
 * give back letter for letter (`1250.00`), stays text.
 */
export function parseLossless(text: string): unknown {
  return json.parse(text, (_key, value, context) =>
    typeof value === "number" && isLossy(value, context) ? context.source : value,
  );
}

/**
 * Beyond 2^53 every other integer has a double of its own: that one is no safer, and the shapes
 * take safe integers only.
 */
function isLossy(value: number, { source }: SourceText): boolean {
  return String(value) !== source || (Number.isInteger(value) && !Number.isSafeInteger(value));
}

/**
 * Our ids are strings, Procore v1 wants integers: this one is written as an integer, whatever its
 * size.
 */
export function integer(id: string): unknown {
  if (!/^\d{1,19}$/.test(id)) throw new TypeError(`not an id: ${id}`);
  return json.rawJSON(id);
}
