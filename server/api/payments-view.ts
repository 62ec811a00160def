import { Decimal } from "decimal.js";
import type { IssuedPayment } from "../procore/commitments.ts";
import { isSameNumber } from "../procore/contract-payments.ts";
import type { Bill } from "../store/bills.ts";
import {
  amountInProcore,
  isPaid,
  type Payment as StoredPayment,
  type SeenInProcore,
} from "../store/payments.ts";
import type { SyncRecord } from "../store/records.ts";
import { type Payment, PaymentStatus } from "./contract.ts";

export interface Listed extends SeenInProcore {
  paymentsIssued: IssuedPayment[] | undefined;
}

export interface Counted {
  recordId: string;
  amount: string;
}

interface Payments {
  counted: Counted[];
  /** Not written by Crosstie. */
  others: IssuedPayment[];
  invoices: SyncRecord[];
}

export function paidOn(invoice: SyncRecord, payments: Payments): string {
  const ours = payments.counted.filter(({ recordId }) => recordId === invoice.recordId);
  return sum([typedOn(invoice, payments), ...ours.map(({ amount }) => amount)]);
}

/** Entered in Procore by others than Crosstie. */
export function typedOn(invoice: SyncRecord, { others, invoices }: Payments): string {
  const typed = others.filter((payment) => invoiceOf(payment, invoices) === invoice);
  return sum(typed.map(({ amount }) => amount));
}

/** Undefined: it names none that we know, or the number of several. */
function invoiceOf(
  { requisitionId, invoiceNumber }: IssuedPayment,
  invoices: SyncRecord[],
): SyncRecord | undefined {
  if (requisitionId) return invoices.find(({ procoreId }) => procoreId === requisitionId);
  const named = invoices.filter(({ number }) => isSameNumber(number, invoiceNumber ?? ""));
  return named.length === 1 ? named[0] : undefined;
}

interface Around {
  invoices: SyncRecord[];
  bills: Map<string, Bill>;
  /** The contract's. */
  currency: string;
}

export function paymentOf(payment: StoredPayment, { invoices, bills, currency }: Around): Payment {
  const invoice = invoices.find(({ recordId }) => recordId === payment.recordId);
  const open = new Decimal(bills.get(payment.recordId)?.unpaid ?? 0);
  const status = paymentStatus(payment);
  // Procore takes no payment of what is gone.
  const isStuck =
    ["pending", "failed"].includes(status) &&
    invoice?.isDeleted === true &&
    payment.procorePaymentId === null;
  return {
    id: payment.paymentId,
    number: payment.procoreNumber,
    date: payment.date,
    method: payment.method,
    amount: payment.partOf === null ? new Decimal(payment.amount).toFixed(2) : null,
    partOf: payment.partOf && new Decimal(payment.partOf).toFixed(2),
    currency: payment.currency ?? currency,
    invoiceNumber: invoice?.number ?? null,
    checkNumber: payment.checkNumber,
    documentNumber: payment.documentNumber,
    status: isStuck ? "failed" : status,
    openOnInvoice: open.isZero() ? null : open.toFixed(2),
    voidedAt: payment.voidedAt?.toISOString() ?? null,
    isAdopted: payment.adopted !== null,
    problem: isStuck
      ? "Its invoice was deleted in Procore, which takes no payment of it."
      : payment.problem,
  };
}

/** Not written by Crosstie; counted, so that the figures are those of Procore's own page. */
export function otherPayment(
  payment: IssuedPayment,
  { invoices, currency }: Pick<Around, "invoices" | "currency">,
): Payment {
  return {
    id: `procore-${payment.id}`,
    number: payment.number ?? null,
    date: payment.date ?? null,
    method: null,
    amount: new Decimal(payment.amount).toFixed(2),
    partOf: null,
    currency,
    invoiceNumber: invoiceOf(payment, invoices)?.number ?? payment.invoiceNumber ?? null,
    checkNumber: payment.checkNumber ?? null,
    documentNumber: null,
    status: "procore_only",
    openOnInvoice: null,
    voidedAt: null,
    isAdopted: false,
    problem: null,
  };
}

export function newestFirst(one: Payment, other: Payment): number {
  return (
    (other.date ?? "").localeCompare(one.date ?? "") || (other.number ?? 0) - (one.number ?? 0)
  );
}

function paymentStatus(payment: StoredPayment): Payment["status"] {
  if (payment.voidedAt) return "voided";
  if (payment.state !== "paid") return PaymentStatus.parse(payment.state);
  if (payment.shownVersion >= payment.version) return "synced";
  if (payment.isDoubtful) return "doubtful";
  return payment.problem ? "failed" : "pending";
}

export const isOurs = (originId: string | undefined) => originId?.startsWith("crosstie-") ?? false;

/** Entered in Procore by others than Crosstie, and not known to be what the ERP has. */
export const typedIn = (
  paymentsIssued: IssuedPayment[] | undefined,
  payments: StoredPayment[],
): IssuedPayment[] =>
  (paymentsIssued ?? []).filter(
    ({ id, originId }) =>
      !isOurs(originId) && !payments.some(({ procorePaymentId }) => procorePaymentId === id),
  );

/** What Procore counts, or soon will. A doubtful payment that is not in Procore counts nothing. */
export const counted = (payments: StoredPayment[], listed: Listed): Counted[] =>
  payments.map((payment) => {
    const isWritten = isPaid(payment) && !(payment.isDoubtful && payment.procorePaymentId === null);
    const amount = amountInProcore(payment, listed) ?? (isWritten ? payment.amount : "0");
    return { recordId: payment.recordId, amount };
  });

export const sum = (amounts: string[]) =>
  amounts.reduce((total, amount) => total.plus(amount), new Decimal(0)).toFixed(2);
