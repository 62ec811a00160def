import { text, type Account, type NsRecord } from "../account.ts";
import { userError } from "../refusal.ts";
import { PAYMENT_STATES, type PaymentState, TO_PRINT } from "./payment-state.ts";
import { bumpBills } from "./payments.ts";

const APPROVAL: Partial<Record<PaymentState, string>> = { pendingApproval: "1", rejected: "3" };

export function setPaymentState(
  account: Account,
  payment: NsRecord,
  state: PaymentState,
): { paymentId: string; status: string } {
  if (payment.fields.voided === true) throw userError("A voided transaction cannot be changed.");
  const approvalStatus = APPROVAL[state] ?? "2";
  const changed = {
    ...payment,
    modified: account.now(),
    fields: { ...payment.fields, paymentState: state, approvalStatus },
  };
  account.put(changed);
  bumpBills(account, changed, { always: "payment" });
  return { paymentId: payment.id, status: PAYMENT_STATES[state] };
}

/** A check that waits for the printer has no number yet; printing gives it one. */
export function printCheck(account: Account, payment: NsRecord, checkNumber: string): void {
  if (text(payment, "tranId") !== TO_PRINT) {
    throw userError("This check does not wait to be printed.");
  }
  account.put({
    ...payment,
    modified: account.now(),
    fields: { ...payment.fields, toBePrinted: false, tranId: checkNumber },
  });
}
