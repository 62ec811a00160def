import { instantOf, wallClock } from "../rules/account-date.ts";
import { decodeInstant, encodeInstant } from "./instant.ts";

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const ELEMENT =
  /"([^"]*)"|YYYY|YY|MONTH|MON|MM|DD|HH24|HH12|HH|MI|SSSSS|SS|FF[1-9]?|AM|PM|DY|DAY|D|Q|([-/,.;: ])/gi;

/**
 * TO_CHAR of a date: Oracle's mask, the account's clock. A literal "Z" in the mask does not make it
 * UTC.
 */
export function formatInstant(encoded: string, mask: string, timeZone: string): string {
  const [date = "", time = ""] = wallClock(decodeInstant(encoded), timeZone).split(" ");
  const [year = "", month = "", day = ""] = date.split("-");
  const [hour = "", minute = "", second = ""] = time.split(":");
  const twelve = String(Number(hour) % 12 || 12).padStart(2, "0");
  const named = MONTHS[Number(month) - 1] ?? "";
  const values: Record<string, string> = {
    YYYY: year,
    YY: year.slice(2),
    MM: month,
    MON: named,
    DD: day,
    HH24: hour,
    HH12: twelve,
    HH: twelve,
    MI: minute,
    SS: second,
    AM: Number(hour) < 12 ? "AM" : "PM",
    PM: Number(hour) < 12 ? "AM" : "PM",
    Q: String(Math.ceil(Number(month) / 3)),
    FF: "000000000",
    FF3: "000",
    FF6: "000000",
    FF9: "000000000",
  };
  return elements(mask)
    .map(({ literal, name }) => literal ?? valueOf(values, name, mask))
    .join("");
}

function valueOf(values: Record<string, string>, name: string, mask: string): string {
  const value = values[name.toUpperCase()];
  if (value === undefined) throw new Error(`date format not recognized: ${mask}`);
  return value;
}

/** TO_DATE and TO_TIMESTAMP: what the mask does not name is the first of its kind. */
export function parseInstant(written: string, mask: string, timeZone: string): string {
  const found: Record<string, string> = {};
  let rest = written;
  for (const { literal, name } of elements(mask)) {
    if (literal !== undefined) {
      if (!rest.startsWith(literal)) {
        throw new Error(
          `Parse of date/time "${written}" failed with date format "${mask}" in time zone ${timeZone}`,
        );
      }
      rest = rest.slice(literal.length);
      continue;
    }
    const [value] =
      (name.toUpperCase() === "MON" ? /^[a-z]{3}/i : new RegExp(`^\\d{1,${widthOf(name)}}`)).exec(
        rest,
      ) ?? [];
    if (value === undefined) {
      throw new Error(
        `Parse of date/time "${written}" failed with date format "${mask}" in time zone ${timeZone}`,
      );
    }
    found[name.toUpperCase()] = value;
    rest = rest.slice(value.length);
  }
  if (rest !== "") {
    throw new Error(
      `Parse of date/time "${written}" failed with date format "${mask}" in time zone ${timeZone}`,
    );
  }
  return encodeInstant(instantOf(clockOf(found, written), timeZone));
}

function widthOf(name: string): number {
  if (name.toUpperCase() === "YYYY") return 4;
  return name.toUpperCase().startsWith("FF") ? 9 : 2;
}

const two = (value: string) => value.padStart(2, "0");

function clockOf(found: Record<string, string>, written: string): string {
  const month = found.MON ? String(MONTHS.indexOf(found.MON.toUpperCase()) + 1) : (found.MM ?? "1");
  const date = `${found.YYYY ?? `20${found.YY ?? "00"}`}-${two(month)}-${two(found.DD ?? "1")}`;
  const clock = `${date} ${two(found.HH24 ?? found.HH12 ?? found.HH ?? "0")}:${two(found.MI ?? "0")}:${two(found.SS ?? "0")}`;
  const instant = new Date(`${clock.replace(" ", "T")}Z`);
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== date) {
    throw new Error(`Invalid date ${written}`);
  }
  return clock;
}

function elements(mask: string): { literal?: string; name: string }[] {
  const found: { literal?: string; name: string }[] = [];
  let at = 0;
  for (const match of mask.matchAll(ELEMENT)) {
    if (match.index !== at) break;
    at += match[0].length;
    found.push({ literal: match[1] ?? match[2], name: match[0] });
  }
  if (at !== mask.length) throw new Error(`date format not recognized: ${mask}`);
  return found;
}
