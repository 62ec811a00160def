import type { BillPayments, PaymentChanges } from "../../../server/connectors/connector.ts";
import type { Payout } from "./books.ts";

export interface Change {
  place: number;
  debitId: string;
  payoutId: string | null;
}
export interface Debit {
  id: string;
  number: string;
  total: string;
  open: string;
  payouts: Payout[];
}

export function pageOf(changes: Change[], cursor: string): PaymentChanges {
  return {
    billIds: [...new Set(changes.map(({ debitId }) => debitId))],
    paymentIds: [...new Set(changes.flatMap(({ payoutId }) => payoutId ?? []))],
    cursor,
  };
}

export function billPayments({ id, number, total, open, payouts }: Debit): BillPayments {
  return {
    billId: id,
    billNumber: number,
    total,
    unpaid: open,
    unseen: "0",
    settlements: [],
    problem: undefined,
    payments: payouts.map(({ id: paymentId, amount, date, method, checkNumber, isVoid }) => ({
      paymentId,
      amount,
      date,
      method: method as "check" | "credit_card" | "electronic",
      checkNumber: checkNumber ?? undefined,
      state: isVoid ? "voided" : "paid",
    })),
  };
}
