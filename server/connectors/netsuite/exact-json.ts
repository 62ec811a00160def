import { Decimal } from "decimal.js";
import { parseJson } from "../../wire/json.ts";

declare global {
  interface JSON {
    /** TC39 "JSON.parse source text access": in Node since 21, not yet in TypeScript. */
    rawJSON(text: string): unknown;
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown;
  }
}

/** Decimal strings here, JSON numbers in NetSuite: written with every digit, without a float. */
const NUMBERS = new Set(["line", "quantity", "rate", "amount", "orderLine"]);

export function writeJson(body: unknown): string {
  return JSON.stringify(body, (key, value: unknown) =>
    NUMBERS.has(key) && typeof value === "string" && !isWords(key, value)
      ? JSON.rawJSON(new Decimal(value).toFixed())
      : value,
  );
}

/** In a preview, words stand in place of the line of an order that is not written yet. */
function isWords(key: string, value: string): boolean {
  return key === "orderLine" && !/^\d+$/.test(value);
}

/** Numbers become strings of the digits that NetSuite sent. With `1e9999999`, one would fill the memory. */
export function readJson(text: string): unknown {
  return parseJson(text, (number) => {
    if (!/e[+-]?\d{3}/i.test(number)) return true;
    throw new SyntaxError("a number that no sum could be");
  });
}

/** For people: plain numbers, except where a float would change what is shown. */
export function showJson(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === "number" && source !== undefined && !new Decimal(source).equals(String(value))
      ? JSON.rawJSON(source)
      : value,
  );
}
