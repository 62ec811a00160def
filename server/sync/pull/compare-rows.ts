import { Decimal } from "decimal.js";
import { type ContractPayment, isSameNumber } from "../../procore/contract-payments.ts";
import type { Payment } from "../../store/payments.ts";
import type { SyncRecord } from "../../store/records.ts";

/** Up to so many days apart, a row may still be the payment. */
const MOST_DAYS_APART = 45;
const DAY_MS = 86_400_000;

/** Not a payment of ours: a person or another integration wrote it. */
export const isNobodys = (held: ReadonlySet<string>, { id, originId }: ContractPayment) =>
  !originId?.startsWith("crosstie-") && !held.has(id);

export function pays(
  record: SyncRecord,
  { requisitionId, invoiceNumber }: ContractPayment,
): "this" | "unsaid" | "other" {
  if (requisitionId !== undefined) return requisitionId === record.procoreId ? "this" : "other";
  if (!invoiceNumber) return "unsaid";
  return isSameNumber(invoiceNumber, record.number) ? "this" : "other";
}

export function compareChecks(
  { checkNumber, documentNumber }: Payment,
  row: ContractPayment,
): "same" | "other" | "unsaid" {
  const number = checkNumber ?? documentNumber;
  if (!number || !row.checkNumber) return "unsaid";
  if (plain(number) === plain(row.checkNumber)) return "same";
  return checkNumber ? "other" : "unsaid";
}

/** `#01045` and `1045` are the same check. */
const plain = (number: string) => number.replace(/^[#\s0]+|\s+$/g, "").toLowerCase();

export const isSameAmount = ({ amount }: Payment, row: ContractPayment) =>
  new Decimal(amount).equals(row.amount);
export const isWithin = (days: number, { date }: Payment, row: ContractPayment) =>
  row.date !== undefined && Math.abs(Date.parse(date) - Date.parse(row.date)) <= days * DAY_MS;
export const isAboutThen = (payment: Payment, row: ContractPayment) =>
  row.date === undefined || isWithin(MOST_DAYS_APART, payment, row);

/** The row has a check number, but in the ERP the payment is not surely a check. */
export function isPaidOtherwise(
  { documentNumber, method }: Payment,
  row: ContractPayment,
): boolean {
  const isOther = documentNumber !== null || !["check", null].includes(method);
  return row.checkNumber !== undefined && isOther;
}
