import type { Accepted, Standing } from "../server/api/contract.ts";

const LOCALE = "en-US";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const DECIMAL = /^-?\d+(\.\d+)?$/;

// A browser formats a decimal string digit for digit; as a number it would be rounded to 15 places
// first.
const exact = (value: string) => value as `${number}`;
/** Word joiner: in a sentence no line ends between a minus and its "$". */
const UNBROKEN_MINUS = "−\u2060";
const withMinus = (text: string) => text.replace("-", "−");

/**
 * "$1,250,000.00". Digits beyond the currency's own are kept; what is no amount comes back as it
 * is.
 */
export function formatMoney(amount: string, currency: string): string {
  return formatAmount(amount, currency, "auto").replace("−", UNBROKEN_MINUS);
}

/** The same with its sign: "+$25,000.00", "−$12,400.00". */
export function formatMoneyChange(amount: string, currency: string): string {
  return formatAmount(amount, currency, "exceptZero");
}

function formatAmount(
  amount: string,
  currency: string,
  signDisplay: "auto" | "exceptZero",
): string {
  if (!DECIMAL.test(amount)) return amount;
  const fraction = amount.split(".")[1]?.replace(/(?<!0)0+$/, "").length ?? 0;
  const { maximumFractionDigits: own = 2 } = new Intl.NumberFormat(LOCALE, {
    style: "currency",
    currency,
  }).resolvedOptions();
  const format = new Intl.NumberFormat(LOCALE, {
    style: "currency",
    currency,
    signDisplay,
    maximumFractionDigits: Math.max(own, fraction),
  });
  return withMinus(format.format(exact(amount)));
}

/** "62,500.50": in a sentence that says of which currency it speaks, or that need not. */
function grouped(amount: string): string {
  return new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2 }).format(exact(amount));
}

/** "25.00" becomes "+25.0%". */
export function formatPercentChange(percent: string): string {
  if (!DECIMAL.test(percent)) return percent;
  const format = new Intl.NumberFormat(LOCALE, {
    signDisplay: "exceptZero",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return `${withMinus(format.format(exact(percent)))}%`;
}

export const formatCount = (count: number): string => new Intl.NumberFormat(LOCALE).format(count);

/** "1 try", "3 tries". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** A date has no hour and no zone: "2026-03-14" is "Mar 14, 2026" everywhere. */
export function formatDate(date: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    month: "short",
    day: "numeric",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${date}T00:00:00Z`));
}

/** "Oct 31", with the year when it is not this one. */
export function formatDay(date: string, now = new Date()): string {
  const year = date.startsWith(String(now.getFullYear())) ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(LOCALE, {
    month: "short",
    day: "numeric",
    ...year,
    timeZone: "UTC",
  }).format(new Date(`${date}T00:00:00Z`));
}

/** "Mar 20, 9:40 AM" where the reader is; with the year when it is not this one. */
export function formatInstant(instant: string, now = new Date(), timeZone?: string): string {
  const at = new Date(instant);
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(LOCALE, {
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    ...year,
    timeZone,
  }).format(at);
}

/** "Mar 20, 2026 09:40 AM", as the Activities table wants it. */
export function formatTimestamp(instant: string, timeZone?: string): string {
  const at = new Date(instant);
  const date = new Intl.DateTimeFormat(LOCALE, {
    month: "short",
    day: "2-digit",
    year: "numeric",
    timeZone,
  }).format(at);
  const time = new Intl.DateTimeFormat(LOCALE, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(at);
  return `${date} ${time}`;
}

/** "just now", "4 min ago", "3 h ago", and the instant itself after a day. */
export function formatAgo(instant: string, now = new Date(), timeZone?: string): string {
  const age = now.getTime() - new Date(instant).getTime();
  if (age < MINUTE) return "just now";
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < 24 * HOUR) return `${Math.floor(age / HOUR)} h ago`;
  return formatInstant(instant, now, timeZone);
}

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g;

/** Money in a sentence, and not what looks like it in a number of somebody's (`SC-1200.50`). */
const AMOUNT = /(?<![\w.,]|\w-)\d{4,16}\.\d\d(?!\w|\.\d)/g;

/** A reason of the server's: its instants where the reader is, its amounts as people read them. */
export const formatReason = (reason: string, now = new Date(), timeZone?: string): string =>
  reason
    .replace(INSTANT, (instant) => formatInstant(instant, now, timeZone))
    .replace(AMOUNT, grouped);

/** "waiting: automatic sync is off"; a reason that says so itself is left alone. */
export const formatWaiting = (reason: string): string =>
  formatReason(/^wait/i.test(reason) ? reason : `waiting: ${reason}`);

const STANDINGS: Record<Standing, (system: string) => string> = {
  pending_approval: (system) => `waits for approval in ${system}`,
  on_hold: (system) => `on hold in ${system}: accounting does not pay it for now`,
};

/** What keeps the ERP from going on with it. */
export const formatStanding = (standing: Standing, system: string | null): string =>
  STANDINGS[standing](system ?? "the ERP");

/** "Jane Doe let this stand: it comes to 900.00 there". */
export const formatAccepted = ({ by, says }: Accepted): string =>
  `${by} let this stand: ${formatReason(says)}`;

/** What a person has to do, as a sentence of its own. */
export const formatToDo = (reason: string): string =>
  formatSentence(formatReason(/^approval/i.test(reason) ? `waits for ${reason}` : reason));

export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const formatSentence = (text: string): string =>
  capitalize(text) + (/[.!?]$/.test(text) ? "" : ".");

/** "contract_amount" stays the field's name in the audit trail; people read "Contract amount". */
export function formatField(field: string): string {
  return capitalize(field.replace(/[_.]+/g, " ").trim());
}
