import { Decimal } from "decimal.js";
import type { Scope } from "../../database/scope.ts";
import { labelOf } from "../../kinds/index.ts";
import type { Bill } from "../../store/bills.ts";
import { tellWatchers } from "../../store/notifications.ts";
import { isPaid, isWhollyPaid, type Payment, paymentsOfRecords } from "../../store/payments.ts";
import { lockRecordById } from "../../store/records.ts";

/** Where it is wholly paid now, whoever asked is told, in this transaction. */
export async function tellPaid(scope: Scope, bill: Bill): Promise<void> {
  const { companyId, recordId, total, currency } = bill;
  const payments = await paymentsOfRecords(scope, companyId, [recordId]);
  if (!isWhollyPaid(bill, payments)) return;
  // Who asks at this moment takes this lock too: they are told, or see that it is paid.
  const record = await lockRecordById(scope, companyId, recordId);
  if (!record) return;
  const amount = `${new Decimal(total).toFixed(2)}${currency ? ` ${currency}` : ""}`;
  const text = `${capitalized(labelOf(record))}, ${amount}, ${endOf(payments)}.`;
  await tellWatchers(scope, { companyId, recordId, text });
}

function endOf(payments: Payment[]): string {
  const last = payments.filter(isPaid).at(-1);
  if (!last) return "is settled: nothing is open on it";
  const number = last.checkNumber ?? last.documentNumber;
  return number ? `is paid, last by ${last.checkNumber ? "check " : ""}${number}` : "is paid";
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
