import { isDeepStrictEqual } from "node:util";
import { Decimal } from "decimal.js";
import type { AppliedPayment, BillPayments } from "../../connectors/connector.ts";
import type { Scope } from "../../database/scope.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import { type Bill, type BilledRecord, saveBill } from "../../store/bills.ts";
import { keepPayment, type Payment, paymentsOfRecords, voidPayment } from "../../store/payments.ts";
import { lockRecordById, updateRecord } from "../../store/records.ts";
import { begunAnew } from "../push/turned.ts";

export interface Keeping {
  jobs: Jobs;
  scope: Scope;
  doubts: string[];
}

/**
 * One bill's payments against those we hold: what the ERP no longer lists, or lists as void, counts
 * no more.
 */
export async function keepBill(
  { jobs, scope, doubts }: Keeping,
  record: BilledRecord,
  bill: BillPayments,
): Promise<number> {
  const { companyId, recordId } = record;
  if (bill.problem) doubts.push(bill.problem);
  // What is out of sight this time is what it was.
  const currency = bill.currency ?? record.bill?.currency ?? null;
  const changed = bill.problem ? 0 : await keepPayments({ scope, doubts }, record, bill, currency);
  const heldAgainst = bill.problem ? (record.bill?.heldAgainst ?? null) : record.contractCurrency;
  const said = { currency, heldAgainst };
  if (!isSameBill(record.bill, bill, said)) {
    const { total, unpaid, unseen, settlements } = bill;
    await saveBill(scope, { companyId, recordId, ...said, total, unpaid, unseen, settlements });
  }
  if (changed > 0 && record.parent) {
    const { connectionId, parent } = record;
    await jobs.send("settle-payments", { companyId, connectionId, parent }, { trx: scope });
  }
  return changed;
}

/** Returns how many are news. */
async function keepPayments(
  { scope, doubts }: Pick<Keeping, "scope" | "doubts">,
  { companyId, recordId, contractCurrency }: BilledRecord,
  bill: BillPayments,
  billCurrency: string | null,
): Promise<number> {
  const before = await paymentsOfRecords(scope, companyId, [recordId]);
  const held = new Map(before.map((payment) => [payment.erpPaymentId, payment]));
  const living = bill.payments.filter(({ state }) => state !== "voided");
  const news: (string | undefined)[] = [];
  for (const payment of living) {
    const { paymentId, amount, date, state } = payment;
    const earlier = held.get(paymentId);
    const currencies = [payment.currency ?? earlier?.currency, billCurrency];
    const facts = { amount, date, ...numbersOf(payment, earlier) };
    const said = { ...facts, ...inCurrency(state, currencies, contractCurrency) };
    const of = { companyId, recordId, erpPaymentId: paymentId, billId: bill.billId };
    news.push(await keepPayment(scope, { ...of, ...said }));
  }
  const livingIds = new Set(living.map(({ paymentId }) => paymentId));
  const ended = before.filter((payment) => !livingIds.has(payment.erpPaymentId));
  const doubt = doubtOf(ended, bill);
  if (doubt) doubts.push(doubt);
  else for (const payment of ended) news.push(await voidPayment(scope, payment));
  return news.filter((paymentId) => paymentId !== undefined).length;
}

/**
 * In which currency it was paid, or its bill is: one that is not the contract's comes first, since
 * what Procore would show is so much in the contract's.
 */
function inCurrency(
  state: AppliedPayment["state"],
  currencies: (string | null | undefined)[],
  contract: string | null,
): Pick<Payment, "currency" | "state"> {
  const known = currencies.filter((one) => one !== null && one !== undefined);
  const other = contract === null ? undefined : known.find((one) => one !== contract);
  return {
    currency: other ?? known[0] ?? null,
    state: other && state === "paid" ? "other_currency" : state,
  };
}

/**
 * Which account paid may be out of sight this time: then the same number is still what it was found
 * to be.
 */
function numbersOf(
  payment: AppliedPayment,
  held: Payment | undefined,
): Pick<Payment, "method" | "checkNumber" | "documentNumber"> {
  const { method = null, checkNumber = null, documentNumber = null } = payment;
  const isAsHeld =
    method === null && documentNumber === (held?.checkNumber ?? held?.documentNumber);
  if (!held || !isAsHeld) return { method, checkNumber, documentNumber };
  return {
    method: held.method,
    checkNumber: held.checkNumber,
    documentNumber: held.documentNumber,
  };
}

/**
 * Payments that are gone leave their bill open: where it still counts as much as paid, they have
 * only left our sight. A discount hides a part of a bill, and never all of it.
 */
function doubtOf(
  ended: Payment[],
  { billId, billNumber, total, unseen, payments }: BillPayments,
): string | undefined {
  const bill = `bill ${billNumber ?? billId}`;
  if (ended.length === 0 && !isSame(total, "0") && isSame(total, unseen)) {
    return `The ERP counts ${bill} as paid in full, and shows no payment of it. ${ASK_FOR_SIGHT}`;
  }
  const listed = new Set(payments.map(({ paymentId }) => paymentId));
  const vanished = ended.filter(
    ({ erpPaymentId, voidedAt }) => voidedAt === null && !listed.has(erpPaymentId),
  );
  const amount = vanished.reduce((sum, payment) => sum.plus(payment.amount), new Decimal(0));
  if (amount.isZero() || amount.greaterThan(unseen)) return undefined;
  return `The ERP no longer shows payments of ${amount.toFixed(2)} on ${bill}, but still counts that much as paid. They stay as they are in Procore. ${ASK_FOR_SIGHT}`;
}

const ASK_FOR_SIGHT =
  "Has the connection's role the right to see payments? Give it to the role, and sync payments again.";

const billGone = {
  status: "desynchronized",
  waiting: "its bill was deleted in the ERP: press Sync now to send it again",
  failure: null,
} as const;
/** Deleted in Procore too: there is nothing left to close by hand. */
const bothGone = { status: "not_integrated", waiting: null } as const;

/**
 * Someone deleted the bill in the ERP: what was paid on it counts no more, and a person has to say
 * what is right.
 */
export async function noteDeletedBill(keeping: Keeping, record: BilledRecord): Promise<number> {
  const gone = {
    billId: record.erpId ?? "",
    billNumber: undefined,
    currency: undefined,
    total: "0",
    unpaid: "0",
    unseen: "0",
    payments: [],
    settlements: [],
    problem: undefined,
  };
  // It may have been sent again since it was looked for, or deleted in Procore.
  const now = await lockRecordById(keeping.scope, record.companyId, record.recordId);
  if (now?.erpId !== record.erpId) return 0;
  // Pages overlap: whoever sent it again since we told them is not stopped.
  const isNoted = now.status !== "success" && isSame(record.bill?.total, gone.total);
  const anew = now.isDeleted ? undefined : begunAnew(now);
  const after = now.isDeleted ? bothGone : (anew ?? billGone);
  if (anew || !isNoted) await updateRecord(keeping.scope, now, after);
  return keepBill(keeping, record, gone);
}

function isSameBill(
  held: Bill | null,
  now: BillPayments,
  { currency, heldAgainst }: Pick<Bill, "currency" | "heldAgainst">,
): boolean {
  return (
    held?.currency === currency &&
    held.heldAgainst === heldAgainst &&
    isSame(held?.total, now.total) &&
    isSame(held?.unpaid, now.unpaid) &&
    isSame(held?.unseen, now.unseen) &&
    isDeepStrictEqual(held?.settlements, plain(now.settlements))
  );
}

/** As jsonb keeps it: without what is undefined. */
const plain = (settlements: BillPayments["settlements"]) =>
  JSON.parse(JSON.stringify(settlements)) as unknown;

function isSame(held: string | undefined, now: string): boolean {
  return held !== undefined && new Decimal(held).equals(now);
}
