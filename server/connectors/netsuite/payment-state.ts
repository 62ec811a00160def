import type { Decimal } from "decimal.js";
import type { PaymentState } from "../connector.ts";
import { TO_PRINT } from "./payment-method.ts";

/** Source: NetSuite answer 23874; Z is "Online Bill Pay Pending" in the record's schema. */
const STATES: Record<string, PaymentState> = {
  A: "pending_approval",
  B: "in_transit",
  C: "paid",
  D: "rejected",
  E: "declined",
  F: "paid",
  V: "voided",
  Z: "in_transit",
};

interface Payer {
  status?: string | null | undefined;
  voided?: string | null | undefined;
  tranid?: string | null | undefined;
}

export function stateOf({ status, voided, tranid }: Payer, applied: Decimal): PaymentState {
  if (voided === "T") return "voided";
  // No status: the account routes no approvals. An unknown letter is no money yet.
  const state = status ? (STATES[status] ?? "in_transit") : "paid";
  if (state !== "paid") return state;
  // A void by reversing journal leaves the link at zero.
  if (applied.isZero()) return "voided";
  return tranid === TO_PRINT ? "to_print" : "paid";
}
