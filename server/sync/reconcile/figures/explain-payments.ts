import { Decimal } from "decimal.js";
import { isPaid, type Payment } from "../../../store/payments.ts";
import type { Reason } from "../../../store/reconciled.ts";
import { billsInErp, type Whole } from "./row-of.ts";

const inCents = (amount: string) => new Decimal(amount).toFixed(2);

/** What one side counts as paid and the other does not. */
export function paymentReasons(whole: Whole): Reason[] {
  const { payments, issued = [], system, currency } = whole;
  const known = new Map(payments.map((one) => [`${one.billId}/${one.erpPaymentId}`, one]));
  const reasons: Reason[] = [];
  const add = (says: string, detail: string | null, payment?: Payment) =>
    reasons.push({ of: "paid", says, detail, recordId: payment?.recordId ?? null });
  const counted = new Set<string>();
  for (const { billId, billNumber = billId, payments: applied, problem, ...bill } of billsInErp(
    whole,
  )) {
    if (problem !== undefined) add(`payments of bill ${billNumber} cannot be read`, problem);
    for (const { paymentId, amount, state, currency: its = bill.currency, ...one } of applied) {
      if (state !== "paid") continue;
      const name = `payment ${one.checkNumber ?? one.documentNumber ?? paymentId} of ${inCents(amount)}`;
      if (its !== undefined && its !== currency) {
        add(
          `${name} is in ${its}`,
          "It counts on neither side: amounts in two currencies are not added up.",
        );
        continue;
      }
      const ours = known.get(`${billId}/${paymentId}`);
      const shown = issued.find(({ id }) => id === ours?.procorePaymentId);
      if (shown) counted.add(shown.id);
      if (shown && new Decimal(shown.amount).equals(amount)) continue;
      if (shown) add(`${name} is ${inCents(shown.amount)} in Procore`, ours?.problem ?? null, ours);
      else add(`${name} waits`, ours?.problem ?? `Procore does not show it yet.`, ours);
    }
  }
  for (const { id, number, amount, originId } of issued) {
    if (counted.has(id) || new Decimal(amount).isZero()) continue;
    const ours = payments.find((one) => one.procorePaymentId === id);
    const name = `payment ${number ?? id} of ${inCents(amount)}`;
    if (ours && !isPaid(ours)) {
      add(`${name} is void in ${system}`, ours.problem ?? "Procore is told of it soon.", ours);
    } else if (ours || originId) {
      add(`${name} is not in ${system}`, "Procore shows it; no bill of this contract does.", ours);
    } else {
      add(`${name} typed into Procore by hand`, `No bill in ${system} shows it.`);
    }
  }
  return reasons;
}
