import { Decimal } from "decimal.js";
import type { ContractPayment } from "../../procore/contract-payments.ts";
import type { Payment } from "../../store/payments.ts";
import type { SyncRecord } from "../../store/records.ts";

/** So far apart they may still be one, and nobody can say. */
const MOST_DAYS_APART = 45;
const DAY_MS = 86_400_000;

/** It is no payment of ours. */
export const isNobodys = (held: ReadonlySet<string>, { id, originId }: ContractPayment) =>
  !originId?.startsWith("crosstie-") && !held.has(id);

/** Whose invoice a row says it pays. */
export function pays(
  record: SyncRecord,
  { requisitionId, invoiceNumber }: ContractPayment,
): "this" | "unsaid" | "other" {
  if (requisitionId !== undefined) return requisitionId === record.procoreId ? "this" : "other";
  if (!invoiceNumber) return "unsaid";
  return isSameText(invoiceNumber, record.number) ? "this" : "other";
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

/** `#01045` and `1045` are one check. */
const plain = (number: string) => number.replace(/^[#\s0]+|\s+$/g, "").toLowerCase();
export const isSameText = (one: string, other: string) =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

export const isSameAmount = ({ amount }: Payment, row: ContractPayment) =>
  new Decimal(amount).equals(row.amount);
export const isWithin = (days: number, { date }: Payment, row: ContractPayment) =>
  row.date !== undefined && Math.abs(Date.parse(date) - Date.parse(row.date)) <= days * DAY_MS;
export const isAboutThen = (payment: Payment, row: ContractPayment) =>
  row.date === undefined || isWithin(MOST_DAYS_APART, payment, row);

/** A check number says how it was paid: with none in the ERP, it was paid otherwise. */
export function isPaidOtherwise(
  { documentNumber, method }: Payment,
  row: ContractPayment,
): boolean {
  const isOther = documentNumber !== null || !["check", null].includes(method);
  return row.checkNumber !== undefined && isOther;
}
