import type { NsRecord } from "../account.ts";

/**
 * Where a bill payment stands, and its status letter. Source: NetSuite answer 23874, as the
 * corrections to the reference quote it.
 */
export const PAYMENT_STATES = {
  pendingApproval: "A",
  inTransit: "B",
  confirmed: "C",
  rejected: "D",
  declined: "E",
  approved: "F",
} as const;
export type PaymentState = keyof typeof PAYMENT_STATES;

/** What has left the bank, or is on its way. */
const POSTED = ["B", "C", "F"];

export function paymentStatus({ fields }: NsRecord): string {
  if (fields.voided === true) return "V";
  return PAYMENT_STATES[(fields.paymentState as PaymentState) ?? "approved"];
}

/** Does it lower what is due on its bills? What is not approved, or came back, posts nothing. */
export const isPosted = (payer: NsRecord) =>
  payer.type !== "vendorPayment" || POSTED.includes(paymentStatus(payer));

/** What stands in the place of a check number until the check is printed. */
export const TO_PRINT = "To Print";
