const LOCALE = "en-US";

/** "$28,500.00", digit for digit: as a number it would be rounded to 15 places first. */
export function moneyInWords(amount: string, currency: string): string {
  const format = new Intl.NumberFormat(LOCALE, { style: "currency", currency });
  return format.format(amount as `${number}`);
}

/** "Oct 31, 2026", of a day, or of an instant as it is in UTC. */
export function dayInWords(date: string | Date): string {
  const at = typeof date === "string" ? new Date(`${date}T00:00:00Z`) : date;
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeZone: "UTC" }).format(at);
}

/** "under_review" becomes "under review". */
export const inWords = (name: string): string => name.replaceAll("_", " ");
