import { isDeepStrictEqual } from "node:util";
import { Decimal } from "decimal.js";
import type { AppliedPayment, BillPayments } from "../../connectors/connector.ts";
import type { Scope } from "../../database/scope.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import { type Bill, type BilledRecord, isTooMuchForDiscount, saveBill } from "../../store/bills.ts";
import { keepPayment, type Payment, paymentsOfRecords, voidPayment } from "../../store/payments.ts";
import { lockRecordById, updateRecord } from "../../store/records.ts";
import { begunAnew } from "../push/turned.ts";
import { tellPaid } from "./tell-paid.ts";

export interface Keeping {
  jobs: Jobs;
  scope: Scope;
}

/** Payments that the ERP lists as void, or not at all, count no more. Returns how many changed. */
export async function keepBill(
  { jobs, scope }: Keeping,
  record: BilledRecord,
  bill: BillPayments,
): Promise<number> {
  const { companyId, recordId } = record;
  // If the ERP does not show the currency this time, the last known one counts.
  const currency = bill.currency ?? record.bill?.currency ?? null;
  const { changed, doubt } = bill.problem
    ? { changed: 0, doubt: bill.problem }
    : await keepPayments(scope, record, { ...bill, currency });
  const heldAgainst = bill.problem ? (record.bill?.heldAgainst ?? null) : record.contractCurrency;
  const dates = { dated: bill.date ?? null, dueDate: bill.dueDate ?? null };
  const said = { currency, ...dates, heldAgainst, doubt: doubt ?? null };
  const { total, unpaid, unseen, settlements } = bill;
  const now = { companyId, recordId, ...said, total, unpaid, unseen, settlements };
  const isSameAsBefore = isSameBill(record.bill, bill, said);
  if (!isSameAsBefore) await saveBill(scope, now);
  if (!isSameAsBefore || changed > 0) await tellPaid(scope, now);
  if (changed > 0 && record.parent) {
    const { connectionId, parent } = record;
    await jobs.send("settle-payments", { companyId, connectionId, parent }, { trx: scope });
  }
  return changed;
}

async function keepPayments(
  scope: Scope,
  { companyId, recordId, contractCurrency }: BilledRecord,
  bill: Omit<BillPayments, "currency"> & Pick<Bill, "currency">,
): Promise<{ changed: number; doubt: string | undefined }> {
  const before = await paymentsOfRecords(scope, companyId, [recordId]);
  const held = new Map(before.map((payment) => [payment.erpPaymentId, payment]));
  const living = bill.payments.filter(({ state }) => state !== "voided");
  const news: (string | undefined)[] = [];
  for (const payment of living) {
    const { paymentId, amount, partOf = null, date, state } = payment;
    const earlier = held.get(paymentId);
    const currencies = [payment.currency ?? earlier?.currency, bill.currency];
    const facts = { amount, partOf, date, ...numbersOf(payment, earlier) };
    const said = { ...facts, ...inCurrency(state, currencies, contractCurrency) };
    const of = { companyId, recordId, erpPaymentId: paymentId, billId: bill.billId };
    news.push(await keepPayment(scope, { ...of, ...said }));
  }
  const livingIds = new Set(living.map(({ paymentId }) => paymentId));
  const ended = before.filter((payment) => !livingIds.has(payment.erpPaymentId));
  const doubt = doubtOf(ended, bill);
  if (!doubt) for (const payment of ended) news.push(await voidPayment(scope, payment));
  return { changed: news.filter((paymentId) => paymentId !== undefined).length, doubt };
}

/** A currency other than the contract's comes first: Procore would show it as the contract's. */
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

/** The ERP may hide this time which account paid: the same number then keeps its known meaning. */
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

/** A deleted payment leaves its bill open: if the ERP counts as much paid, it is only hidden. */
function doubtOf(
  ended: Payment[],
  { billId, billNumber, total, unseen, payments }: Omit<BillPayments, "currency">,
): string | undefined {
  const bill = `bill ${billNumber ?? billId}`;
  if (ended.length === 0 && isTooMuchForDiscount({ unseen, total })) {
    return `The ERP counts ${new Decimal(unseen).toFixed(2)} of ${bill} as paid, and shows nothing that paid it. ${ASK_FOR_SIGHT}`;
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
  "Has the connection's role the right to see payments and credits? Give it to the role, and sync payments again.";

const billGone = {
  status: "desynchronized",
  waiting: "its bill was deleted in the ERP: press Sync now to send it again",
  failure: null,
} as const;
/** Deleted in Procore too: nobody has to close anything by hand. */
const bothGone = { status: "not_integrated", waiting: null } as const;

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
  // Meanwhile it may have been sent again, or deleted in Procore.
  const now = await lockRecordById(keeping.scope, record.companyId, record.recordId);
  if (now?.erpId !== record.erpId) return 0;
  // Pages overlap, so this may come twice: a push that a person began in between goes on.
  const isNoted = now.status !== "success" && isSame(record.bill?.total, gone.total);
  const anew = now.isDeleted ? undefined : begunAnew(now);
  const after = now.isDeleted ? bothGone : (anew ?? billGone);
  if (anew || !isNoted) await updateRecord(keeping.scope, now, after);
  return keepBill(keeping, record, gone);
}

type Said = Pick<Bill, "currency" | "dated" | "dueDate" | "heldAgainst" | "doubt">;

function isSameBill(
  held: Bill | null,
  now: BillPayments,
  { currency, dated, dueDate, heldAgainst, doubt }: Said,
): boolean {
  return (
    held?.currency === currency &&
    held.dated === dated &&
    held.dueDate === dueDate &&
    held.heldAgainst === heldAgainst &&
    held.doubt === doubt &&
    isSame(held?.total, now.total) &&
    isSame(held?.unpaid, now.unpaid) &&
    isSame(held?.unseen, now.unseen) &&
    isDeepStrictEqual(held?.settlements, plain(now.settlements))
  );
}

/** As jsonb stores it: without what is undefined. */
const plain = (settlements: BillPayments["settlements"]) =>
  JSON.parse(JSON.stringify(settlements)) as unknown;

function isSame(held: string | undefined, now: string): boolean {
  return held !== undefined && new Decimal(held).equals(now);
}
