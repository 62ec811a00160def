import { Decimal } from "decimal.js";
import { referenceOf } from "../../kinds/kind.ts";
import type { ContractPayment, ContractPaymentFields } from "../../procore/contract-payments.ts";
import { isPaid, type Payment } from "../../store/payments.ts";
import type { SyncRecord } from "../../store/records.ts";

interface Shown {
  payment: Payment;
  /** The invoice that it pays. */
  record: SyncRecord;
}

/** By which Procore tells our payments from those that people or other integrations make. */
export function originOf({ payment, record }: Shown): string {
  return `${referenceOf(record)}-payment-${payment.erpPaymentId}`;
}

/**
 * One that Procore shows already and that counts no more stays in the list, as Procore's users
 * expect to find it.
 */
export function fieldsOf({ payment, record }: Shown): ContractPaymentFields {
  return {
    amount: isPaid(payment) ? payment.amount : "0.00",
    date: payment.date,
    ...(payment.method && { method: payment.method }),
    checkNumber: payment.checkNumber,
    invoiceNumber: record.number,
    ...(!record.isDeleted && { requisitionId: record.procoreId }),
    notes: notesOf(payment),
  };
}

/**
 * Of what a person had typed in, what stands there stays: only an amount that the ERP has otherwise
 * is changed, and only what is empty is filled in.
 */
export function fieldsToChange(of: Shown, shown: ContractPayment): ContractPaymentFields {
  const { payment, record } = of;
  const fields = fieldsOf(of);
  if (!payment.adopted) return fields;
  const { notes } = payment.adopted;
  const said = [notes, isPaid(payment) ? null : whyNotPaid(payment)].filter(Boolean).join(" · ");
  const isNamed = shown.requisitionId !== undefined || record.isDeleted;
  return {
    ...(!new Decimal(shown.amount).equals(fields.amount ?? 0) && {
      amount: fields.amount ?? "0.00",
      notes: said || null,
    }),
    ...(!shown.checkNumber && payment.checkNumber && { checkNumber: payment.checkNumber }),
    ...(!shown.invoiceNumber && { invoiceNumber: record.number }),
    ...(!isNamed && { requisitionId: record.procoreId }),
  };
}

/** Looked at again: nothing has landed on what Procore shows, or nothing that makes a difference. */
export function isAsWritten({ payment, record }: Shown, shown: ContractPayment): boolean {
  const { amount, date } = fieldsOf({ payment, record });
  return (
    payment.shownVersion >= payment.version &&
    shown.originId === originOf({ payment, record }) &&
    new Decimal(shown.amount).equals(amount ?? 0) &&
    (payment.adopted !== null || shown.date === date)
  );
}

/** Procore's form has a field for the number of a check alone. */
function notesOf(payment: Payment): string | null {
  if (!isPaid(payment)) return whyNotPaid(payment);
  return payment.documentNumber && `Number in the ERP: ${payment.documentNumber}`;
}

const WHY: Record<string, string> = {
  pending_approval: "Waits for approval in the ERP",
  in_transit: "In transit, says the ERP",
  to_print: "Its check is not printed yet",
  rejected: "Rejected in the ERP",
  declined: "Declined by the bank, says the ERP",
  other_currency: "Paid in another currency than this contract has, says the ERP",
};

function whyNotPaid({ amount, currency, state, voidedAt }: Payment): string {
  const why = voidedAt
    ? `Voided in the ERP (seen ${voidedAt.toISOString().slice(0, 10)})`
    : (WHY[state] ?? "Not paid yet, says the ERP");
  const inIts = state === "other_currency" && currency ? ` ${currency}` : "";
  return `${why}; the payment was ${amount}${inIts}.`;
}
