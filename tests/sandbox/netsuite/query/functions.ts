import type { DatabaseSync } from "node:sqlite";
import { Decimal } from "decimal.js";
import type { Account } from "../account.ts";
import { instantOf, wallClock } from "../rules/account-date.ts";
import { formatInstant, parseInstant } from "./date-mask.ts";
import { decodeInstant, encodeDate, encodeInstant, isInstant } from "./instant.ts";

type Cell = string | number | bigint | null | Uint8Array;

const DATA_CENTRE = "America/Los_Angeles";

/** Oracle's functions, as far as live clients use them. */
export function registerFunctions(db: DatabaseSync, account: Account): void {
  const { options } = account;
  const readDate = (value: Cell) => accountDate(value, options.timeZone);
  db.function("ns_shuffle", { deterministic: false }, () => account.random());
  db.function("ns_display", (value: Cell) => value);
  db.function("ns_date", (value: Cell) => readDate(value));
  db.function("ns_divisor", { deterministic: true }, divisor);
  // SYSDATE is the data centre's clock, not the account's: who compares with it finds out here.
  db.function("ns_sysdate", () =>
    encodeInstant(instantOf(wallClock(options.now(), DATA_CENTRE), options.timeZone)),
  );
  db.function("to_char", { varargs: true }, (value: Cell, mask?: Cell) =>
    toChar(value, mask, options.timeZone),
  );
  for (const name of ["to_date", "to_timestamp"]) {
    db.function(name, { varargs: true }, (value: Cell, mask?: Cell) => {
      if (value === null) return null;
      return mask === undefined
        ? readDate(value)
        : parseInstant(String(value), String(mask), options.timeZone);
    });
  }
  db.function("to_number", (value: Cell) =>
    value === null ? null : new Decimal(String(value)).toNumber(),
  );
  db.function("ns_trunc", { varargs: true }, (value: Cell, digits?: Cell) => {
    if (isInstant(value)) {
      return encodeDate(wallClock(decodeInstant(value), options.timeZone), options.timeZone);
    }
    return value === null
      ? null
      : new Decimal(String(value))
          .toDecimalPlaces(Number(digits ?? 0), Decimal.ROUND_DOWN)
          .toNumber();
  });
  db.function("nvl2", (value: Cell, some: Cell, none: Cell) => (value === null ? none : some));
  db.function("decode", { varargs: true }, decode);
  db.function("greatest", { varargs: true }, (...values: Cell[]) => extreme(values, 1));
  db.function("least", { varargs: true }, (...values: Cell[]) => extreme(values, -1));
}

function divisor(value: Cell): Cell {
  if (value === null) return null;
  const number = Number(value);
  if (number === 0) throw new Error("divisor is equal to zero");
  if (Number.isNaN(number)) throw new Error("invalid number");
  return number;
}

function accountDate(value: Cell, timeZone: string): string | null {
  if (value === null || isInstant(value)) return value;
  return parseInstant(String(value), "MM/DD/YYYY", timeZone);
}

function toChar(value: Cell, mask: Cell | undefined, timeZone: string): string | null {
  if (value === null) return null;
  if (isInstant(value)) return formatInstant(value, String(mask ?? "MM/DD/YYYY"), timeZone);
  if (mask === undefined) return String(value);
  throw new Error(`This sandbox does not play the number format ${String(mask)}.`);
}

function decode(value: Cell, ...cases: Cell[]): Cell {
  for (let at = 0; at + 1 < cases.length; at += 2) {
    if (cases[at] === value) return cases[at + 1] ?? null;
  }
  return cases.length % 2 === 1 ? (cases.at(-1) ?? null) : null;
}

function extreme(values: Cell[], sign: 1 | -1): Cell {
  if (values.includes(null)) return null;
  return values.reduce((best, value) =>
    (value as number) > (best as number) === sign > 0 ? value : best,
  );
}
