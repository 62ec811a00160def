import { Decimal } from "decimal.js";
import { parseJson } from "../../wire/json.ts";

declare global {
  interface JSON {
    /**
     * ECMAScript proposal "JSON.parse source text access", in Node since 21; TypeScript does not
     * know it yet.
     */
    rawJSON(text: string): unknown;
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown;
  }
}

/** What NetSuite's schema has as a JSON number and we hold as a decimal string. */
const NUMBERS = new Set(["line", "quantity", "rate", "amount", "orderLine"]);

/**
 * JSON text in which amounts are numbers with every digit they had as strings: no float in between.
 */
export function writeJson(body: unknown): string {
  return JSON.stringify(body, (key, value: unknown) =>
    NUMBERS.has(key) && typeof value === "string" && !isWords(key, value)
      ? JSON.rawJSON(new Decimal(value).toFixed())
      : value,
  );
}

/** A preview has words where the line of a purchase order will stand that is not written yet. */
function isWords(key: string, value: string): boolean {
  return key === "orderLine" && !/^\d+$/.test(value);
}

/** All numbers as the digits that NetSuite sent. */
export function readJson(text: string): unknown {
  return parseJson(text, () => true);
}

/** For people: plain numbers, except where a float would change what is shown. */
export function showJson(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === "number" && source !== undefined && !new Decimal(source).equals(String(value))
      ? JSON.rawJSON(source)
      : value,
  );
}
