import { Decimal } from "decimal.js";
import type { Account, NsRecord } from "../account.ts";
import { invalidParameter, Refusal } from "../refusal.ts";
import { computedValue } from "./computed-value.ts";
import { schemaOf } from "./schema-of.ts";
import type { Field } from "./schema.ts";

type Test = (value: string, wanted: string[]) => boolean;

const NUMBER = /^"?-?\d+(\.\d+)?"?$/;
const BARE = ["EMPTY", "EMPTY_NOT"];
const after = (value: string, wanted: string | undefined) => value > (wanted ?? "");
const OPERATORS: Record<string, Test> = {
  IS: (value, [wanted]) => value === wanted,
  IS_NOT: (value, [wanted]) => value !== wanted,
  EQUAL: (value, [wanted]) => NUMBER.test(value) && new Decimal(value).eq(wanted ?? ""),
  ANY_OF: (value, wanted) => wanted.includes(value),
  START_WITH: (value, [wanted]) => value.toLowerCase().startsWith((wanted ?? "").toLowerCase()),
  CONTAIN: (value, [wanted]) => value.toLowerCase().includes((wanted ?? "").toLowerCase()),
  EMPTY: (value) => value === "",
  EMPTY_NOT: (value) => value !== "",
  ON: (value, [wanted]) => value === wanted,
  AFTER: (value, [wanted]) => after(value, wanted),
  ON_OR_AFTER: (value, [wanted]) => value >= (wanted ?? ""),
  BEFORE: (value, [wanted]) => value !== "" && !(value >= (wanted ?? "")),
  ON_OR_BEFORE: (value, [wanted]) => value !== "" && !after(value, wanted),
};

const CONDITION =
  /^\s*([a-z_0-9]+)\s+([A-Z_]+)(?:\s+("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^\s"]+))?\s*(AND|OR|$)/i;

const none = () => false;

/**
 * The `q` of a collection: `field OPERATOR value`, joined by AND and OR, read from left to right.
 */
export function filterRecords(account: Account, records: NsRecord[], q: string): NsRecord[] {
  const first = records[0];
  let rest = q;
  let joiner = "OR";
  let matches: (record: NsRecord) => boolean = none;
  do {
    const found = CONDITION.exec(rest);
    if (!found) throw invalidParameter(`Invalid search query: ${q}`, "q");
    const [whole, field = "", operator = "", value = "", next = ""] = found;
    const test = OPERATORS[operator.toUpperCase()];
    if (!test) throw invalidParameter(`Invalid search query. Unknown operator ${operator}.`, "q");
    const isBare = BARE.includes(operator.toUpperCase());
    if (isBare !== (value === "" || value === "[]")) {
      throw invalidParameter(
        `Invalid search query. ${operator} takes ${isBare ? "no" : "a"} value.`,
        "q",
      );
    }
    if (operator.toUpperCase() === "EQUAL" && !NUMBER.test(value)) {
      throw invalidParameter(`Invalid search query. ${value} is not a number.`, "q");
    }
    const before = matches;
    const isJoined = joiner;
    matches = (record) => {
      const holds = conditionHolds(account, record, { field, test, value });
      return isJoined === "AND" ? before(record) && holds : before(record) || holds;
    };
    if (first) conditionHolds(account, first, { field, test, value });
    rest = rest.slice(whole.length);
    joiner = next.toUpperCase();
  } while (joiner === "AND" || joiner === "OR");
  return records.filter(matches);
}

function conditionHolds(
  account: Account,
  record: NsRecord,
  { field, test, value }: { field: string; test: Test; value: string },
): boolean {
  const { fields, filterable } = schemaOf(account, record.type);
  const name = filterable.find((known) => known.toLowerCase() === field.toLowerCase());
  if (!name) {
    throw new Refusal(400, {
      detail: `Field '${field}' cannot be used to filter ${record.type}.`,
      code: "NONEXISTENT_FIELD",
      parameter: "q",
    });
  }
  const wanted = value.startsWith("[")
    ? value
        .slice(1, -1)
        .split(",")
        .map((one) => one.trim())
    : [value.replace(/^"|"$/g, "")];
  const definition = fields[name];
  return test(
    stored(account, record, name),
    definition ? wanted.map((one) => inAccountFormat(account, definition, one)) : wanted,
  );
}

function stored(account: Account, record: NsRecord, name: string): string {
  if (name === "id") return record.id;
  if (name === "externalId") return record.externalId ?? "";
  const value = computedValue(account, record, name);
  if (typeof value === "string") return /^\d{4}-.*T/.test(value) ? value.slice(0, 10) : value;
  return value === null ? "" : String(value);
}

/** Dates in `q` follow the user's date preference, not ISO: here month/day/year. */
function inAccountFormat(account: Account, { kind }: Field, written: string): string {
  if ((kind !== "date" && kind !== "datetime") || written === "") return written;
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(written) ?? [];
  if (!month || !day || !year) {
    throw invalidParameter(
      `Parse of date/time "${written}" failed with date format "MM/dd/yyyy" in time zone ${account.options.timeZone}`,
      "q",
    );
  }
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
