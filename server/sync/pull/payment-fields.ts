import { Decimal } from "decimal.js";
import { referenceOf } from "../../kinds/kind.ts";
import type { ContractPayment, ContractPaymentFields } from "../../procore/contract-payments.ts";
import { type Adopted, isPaid, type Payment } from "../../store/payments.ts";
import type { SyncRecord } from "../../store/records.ts";

interface Shown {
  payment: Payment;
  /** The invoice that it pays. */
  record: SyncRecord;
}

/** A row as a person typed it in. */
export const adoptedOf = (row: ContractPayment): Adopted => ({
  notes: row.notes ?? null,
  empty: (["checkNumber", "invoiceNumber", "date"] as const).filter((field) => !row[field]),
});

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
 * is changed, and only what is empty is filled in, and kept up to date from then on.
 */
export function fieldsToChange(of: Shown, shown: ContractPayment): ContractPaymentFields {
  const { payment, record } = of;
  const fields = fieldsOf(of);
  if (!payment.adopted) return fields;
  const { notes, empty = [] } = payment.adopted;
  const isOurs = (field: "checkNumber" | "invoiceNumber" | "date") =>
    !shown[field] || empty.includes(field);
  const said = [notes, isPaid(payment) ? null : whyNotPaid(payment)].filter(Boolean).join(" · ");
  const isNamed = shown.requisitionId !== undefined || record.isDeleted;
  return {
    ...(!new Decimal(shown.amount).equals(fields.amount ?? 0) && {
      amount: fields.amount ?? "0.00",
      notes: said || null,
    }),
    ...(isOurs("checkNumber") &&
      (shown.checkNumber ?? null) !== payment.checkNumber && { checkNumber: payment.checkNumber }),
    ...(isOurs("invoiceNumber") &&
      shown.invoiceNumber !== record.number && { invoiceNumber: record.number }),
    ...(isOurs("date") && shown.date !== payment.date && { date: payment.date }),
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
