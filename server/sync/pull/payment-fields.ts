import { Decimal } from "decimal.js";
import { referenceOf } from "../../kinds/kind.ts";
import type { ContractPayment, ContractPaymentFields } from "../../procore/contract-payments.ts";
import { type Adopted, isPaid, type Payment } from "../../store/payments.ts";
import type { SyncRecord } from "../../store/records.ts";

interface Shown {
  payment: Payment;
  record: SyncRecord;
}

export const adoptedOf = (row: ContractPayment): Adopted => ({
  notes: row.notes ?? null,
  empty: (["checkNumber", "invoiceNumber", "date"] as const).filter((field) => !row[field]),
});

/** Procore's origin_id: it tells our payments from those of people and other integrations. */
export function originOf({ payment, record }: Shown): string {
  return `${referenceOf(record)}-payment-${payment.erpPaymentId}`;
}

/** A payment that counts no more stays in Procore's list, with amount 0, as its users expect. */
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

/** What a person typed in stays: only a wrong amount is changed, and empty fields are filled in. */
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

/** Procore shows our last version: no late write has changed anything that matters. */
export function isAsWritten({ payment, record }: Shown, shown: ContractPayment): boolean {
  const { amount, date } = fieldsOf({ payment, record });
  return (
    payment.shownVersion >= payment.version &&
    shown.originId === originOf({ payment, record }) &&
    new Decimal(shown.amount).equals(amount ?? 0) &&
    (payment.adopted !== null || shown.date === date)
  );
}

/** Procore's form has a number field for checks only. */
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

function whyNotPaid({ amount, partOf, currency, state, voidedAt }: Payment): string {
  const why = voidedAt
    ? `Voided in the ERP (seen ${voidedAt.toISOString().slice(0, 10)})`
    : (WHY[state] ?? "Not paid yet, says the ERP");
  const inIts = state === "other_currency" && currency ? ` ${currency}` : "";
  return partOf === null
    ? `${why}; the payment was ${amount}${inIts}.`
    : `${why}; it is a share of a payment of ${new Decimal(partOf).toFixed(2)}.`;
}
