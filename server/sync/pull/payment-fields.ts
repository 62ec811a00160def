import { referenceOf } from "../../kinds/kind.ts";
import type { ContractPaymentFields } from "../../procore/contract-payments.ts";
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
    method: payment.method,
    checkNumber: payment.checkNumber,
    invoiceNumber: record.number,
    ...(!record.isDeleted && { requisitionId: record.procoreId }),
    notes: isPaid(payment) ? null : whyNotPaid(payment),
  };
}

const WHY: Record<string, string> = {
  pending_approval: "Waits for approval in the ERP",
  in_transit: "In transit, says the ERP",
  to_print: "Its check is not printed yet",
  rejected: "Rejected in the ERP",
  declined: "Declined by the bank, says the ERP",
};

function whyNotPaid({ amount, state, voidedAt }: Payment): string {
  const why = voidedAt
    ? `Voided in the ERP (seen ${voidedAt.toISOString().slice(0, 10)})`
    : (WHY[state] ?? "Not paid yet, says the ERP");
  return `${why}; the payment was ${amount}.`;
}
