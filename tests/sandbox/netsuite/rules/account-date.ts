import type { Account } from "../account.ts";

/** Today where the account is. */
export function today(account: Account): string {
  return wallClock(account.options.now(), account.options.timeZone).slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `YYYY-MM-DD HH:MM:SS` as a clock in that zone shows it. */
export function wallClock(instant: Date, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second}`;
}

/**
 * The instant at which a clock in that zone shows `YYYY-MM-DD HH:MM:SS`; the earlier one when it
 * shows it twice.
 */
export function instantOf(clock: string, timeZone: string): Date {
  const asUtc = Date.parse(`${clock.replace(" ", "T")}Z`);
  const offset = (at: number) =>
    Date.parse(`${wallClock(new Date(at), timeZone).replace(" ", "T")}Z`) - at;
  return new Date(asUtc - offset(asUtc - offset(asUtc)));
}
