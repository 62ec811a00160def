import { Decimal } from "decimal.js";
import type { Fields } from "../rest/call.ts";
import { invalid, unknownField } from "../rest/refusal.ts";
import { readId } from "../rest/wire.ts";

/**
 * Readers for one attribute of a body: undefined when it was not sent, a refusal when it cannot be
 * that.
 */

export function readText(fields: Fields, name: string): string | null | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return value;
  if (typeof value !== "string" && typeof value !== "number") throw invalid(name, "is not text");
  return `${value}`;
}

const DECIMAL = /^-?\d{1,15}(\.\d{1,20})?$/;
const LARGEST_WHOLE = 2_147_483_647;

/** Plain digits: no exponent, no other base, nothing that is not a number. */
export function readDecimal(fields: Fields, name: string, places = 2): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  if ((typeof value !== "string" && typeof value !== "number") || !DECIMAL.test(`${value}`)) {
    throw invalid(name, "is not a number");
  }
  return new Decimal(value).toFixed(places);
}

export function readDate(fields: Fields, name: string): string | null | undefined {
  const value = readText(fields, name);
  if (value === undefined || value === null || value === "") return value === "" ? null : value;
  const day = value.slice(0, 10);
  const isWhole = /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(value) && !Number.isNaN(Date.parse(value));
  // Date.parse takes a 31st of February for the 3rd of March.
  if (!isWhole || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) {
    throw invalid(name, "is not a valid date");
  }
  return day;
}

export function readFlag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  return value === true || value === "true" || value === 1 || value === "1";
}

export function readWhole(fields: Fields, name: string): number | null | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return value;
  if (
    (typeof value !== "string" && typeof value !== "number") ||
    !/^-?\d{1,15}$/.test(`${value}`)
  ) {
    throw invalid(name, "is not an integer");
  }
  const whole = Number.parseInt(`${value}`, 10);
  if (Math.abs(whole) > LARGEST_WHOLE) {
    throw invalid(name, `must be less than or equal to ${LARGEST_WHOLE}`);
  }
  return whole;
}

export function readReference(fields: Fields, name: string): string | null | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return value;
  const id = readId(value);
  if (!id) throw invalid(name, "is not an integer");
  return id;
}

export function readChoice<Choice extends string>(
  fields: Fields,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (!choice) throw invalid(name, `is not included in the list: ${choices.join(", ")}`);
  return choice;
}

export function refuseUnknown(fields: Fields, known: readonly string[]): void {
  for (const name of Object.keys(fields)) {
    if (!known.includes(name) && !name.startsWith("custom_field_")) throw unknownField(name);
  }
}
