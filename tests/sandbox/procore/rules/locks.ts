import type { ChangeOrder } from "../change-orders.ts";
import type { ContractPayment, Requisition } from "../records.ts";
import { invalid, Refusal } from "../rest/refusal.ts";
import type { ProcoreState } from "../state.ts";
import { requisitionsOf } from "./requisition-sums.ts";

export const INVOICE_LOCKED = "The invoice is not editable because it has been synced with ERP";
export const PAYMENT_LOCKED =
  "The Contract Payment cannot be edited or deleted because it is synced with an ERP system";

/**
 * A synced record may still be given back (`origin_id` null) or annotated, never changed in the
 * same breath.
 */
export function refuseLockedInvoice(before: Requisition, after: Requisition): void {
  if (before.originId !== null && differs(before, after, ["originId", "originData"])) {
    throw new Refusal(422, [INVOICE_LOCKED]);
  }
}

/**
 * Later invoices count on the earlier ones. What an integration leaves on them changes nothing in
 * that.
 */
export function refuseSupersededInvoice(
  state: ProcoreState,
  before: Requisition,
  after: Requisition,
): void {
  const isLatest = requisitionsOf(state, before.commitmentId).at(-1)?.id === before.id;
  if (!isLatest && differs(before, after, ["originId", "originData"])) {
    throw invalid("base", "Only the most recent invoice of a commitment can be updated");
  }
}

export function refuseLockedPayment(before: ContractPayment, after: ContractPayment): void {
  if (
    before.originId !== null &&
    differs(before, after, ["originId", "originData", "attachments"])
  ) {
    throw new Refusal(422, [PAYMENT_LOCKED]);
  }
}

/** As of an approved, synced commitment: its lines and the record itself stay. */
export function refuseLockedChangeOrder(
  state: ProcoreState,
  before: ChangeOrder,
  after: ChangeOrder,
): void {
  const isSame = JSON.stringify(before.lines) === JSON.stringify(after.lines);
  if (!isSame && isChangeOrderLocked(state, before)) throw lockedChangeOrder("schedule of values");
}

export function isChangeOrderLocked(
  state: ProcoreState,
  { originId, status }: ChangeOrder,
): boolean {
  return state.locksApprovedCommitments && originId !== null && status === "approved";
}

export const lockedChangeOrder = (what: string) =>
  invalid(
    "base",
    `The ${what} of this change order cannot be changed while it is approved and synced with ERP`,
  );

function differs<Row extends object>(before: Row, after: Row, free: (keyof Row)[]): boolean {
  const rest = (row: Row) =>
    JSON.stringify(Object.entries(row).filter(([name]) => !free.includes(name as keyof Row)));
  return rest(before) !== rest(after);
}
