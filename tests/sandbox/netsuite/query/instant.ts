import type { Account } from "../account.ts";
import { instantOf, wallClock } from "../rules/account-date.ts";

const SHIFT = 200_000_000_000_000;

/** A date-time inside SQL: text that sorts as time does and that nothing else looks like. */
export const encodeInstant = (instant: Date) => `@${instant.getTime() + SHIFT}`;

/** When something was saved or deleted, as exactly as this account keeps it. */
export function encodeStamp({ options }: Account, saved: string): string {
  const instant = new Date(saved);
  if (options.stamps === "minutes") instant.setUTCSeconds(0, 0);
  return encodeInstant(instant);
}

export const isInstant = (value: unknown): value is string =>
  typeof value === "string" && /^@\d{15}$/.test(value);

export const decodeInstant = (encoded: string) => new Date(Number(encoded.slice(1)) - SHIFT);

/** A calendar date is midnight where the account is. */
export const encodeDate = (date: string, timeZone: string) =>
  encodeInstant(instantOf(`${date.slice(0, 10)} 00:00:00`, timeZone));

/** How a date looks that nobody gave a mask: the account's preference, here month/day/year. */
export function inAccountFormat(encoded: string, timeZone: string): string {
  const [year, month, day] = wallClock(decodeInstant(encoded), timeZone).slice(0, 10).split("-");
  return `${Number(month)}/${Number(day)}/${year}`;
}
