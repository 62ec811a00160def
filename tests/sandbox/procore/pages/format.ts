import { Decimal } from "decimal.js";

/** "1250000" -> "$1,250,000.00"; negative amounts in parentheses, as accountants write them. */
export function money(amount: Decimal.Value): string {
  const value = new Decimal(amount);
  const [whole = "0", cents = "00"] = value.abs().toFixed(2).split(".");
  const grouped = `$${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
  return value.isNegative() && !value.isZero() ? `(${grouped})` : grouped;
}

export function percent(value: string): string {
  return `${new Decimal(value).toDecimalPlaces(2).toString()}%`;
}

/** "2026-03-14" -> "03/14/2026", Procore's own order. */
export function date(value: string | null | undefined): string {
  const [year, month, day] = (value ?? "").slice(0, 10).split("-");
  return year && month && day ? `${month}/${day}/${year}` : "—";
}

/** "under_review" -> "Under Review" */
export function words(value: string | null | undefined): string {
  return (value ?? "").replace(/_/g, " ").replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

/**
 * An amount as a person types it ("$1,250.5"), as a plain decimal string; undefined when it is
 * none.
 */
export function readAmount(typed: string): string | undefined {
  const plain = typed.replace(/[$,\s]/g, "");
  return /^-?\d{1,13}(\.\d{1,2})?$/.test(plain) ? new Decimal(plain).toFixed(2) : undefined;
}
