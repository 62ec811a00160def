import { Decimal } from "decimal.js";
import { ConflictError } from "../../errors.ts";
import { totalOfRecord } from "../../kinds/total-of.ts";
import type { ContractPayment } from "../../procore/contract-payments.ts";
import type { Payment } from "../../store/payments.ts";
import type { SyncRecord } from "../../store/records.ts";

/** Nobody can say whether Procore has the payment already: nothing is written, a person is asked. */
export class DoubtfulPaymentError extends ConflictError {}

export interface Sought {
  payment: Payment;
  /** The invoice that it pays. */
  record: SyncRecord;
  /** The contract's other records: what names one of them is not this invoice's. */
  records: ReadonlyMap<string, SyncRecord>;
  /** Rows that are payments of ours, whatever Procore says of them. */
  held: ReadonlySet<string>;
}

/** People date a check when they hand it over, accounting when it enters it. */
const DAYS_APART = 5;
const DAY_MS = 86_400_000;

/**
 * The row of Payments Issued that a person typed in for this payment; undefined where there is none.
 * Throws a DoubtfulPaymentError where one may be it.
 */
export function typedTwin(sought: Sought, issued: ContractPayment[]): ContractPayment | undefined {
  const { payment, held } = sought;
  const others = issued.filter(
    ({ id, originId, amount }) =>
      !originId?.startsWith("crosstie-") && !held.has(id) && !new Decimal(amount).isZero(),
  );
  const near = others.filter((row) => mayPay(sought, row));
  const sameCheck = near.filter((row) => compareChecks(payment, row) === "same");
  const alike =
    sameCheck.length > 0
      ? sameCheck
      : near.filter((row) => isSameAmount(payment, row) && isSameDays(payment, row));
  const [twin, ...more] = alike.filter((row) => compareChecks(payment, row) !== "other");
  if (!twin) return undefined;
  if (more.length > 0) throw doubt(`${rows([twin, ...more])} may each be this one of`, payment);
  if (!isSameAmount(payment, twin)) throw doubt(`${rows([twin])} has the same check as`, payment);
  if (twin.originId) {
    throw doubt(
      `${rows([twin])}, which another integration wrote (origin_id ${twin.originId}), may be this one of`,
      payment,
    );
  }
  // A check number says how it was paid: with none in the ERP, it was paid otherwise.
  const isOther = payment.documentNumber !== null || !["check", null].includes(payment.method);
  if (twin.checkNumber && isOther && sameCheck.length === 0) {
    throw doubt(`${rows([twin])}, which the ERP has without a check number, may be`, payment);
  }
  return twin;
}

/** Throws a DoubtfulPaymentError where the invoice would show more paid than it comes to. */
export function refuseOverpaid(
  { payment, record }: Pick<Sought, "payment" | "record">,
  issued: ContractPayment[],
  rowId?: string,
): void {
  const due = totalOfRecord(record);
  if (due === undefined) return;
  const others = issued.filter((row) => row.id !== rowId && pays(record, row) === "this");
  const paid = others.reduce((sum, { amount }) => sum.plus(amount), new Decimal(payment.amount));
  if (!paid.greaterThan(due)) return;
  throw new DoubtfulPaymentError(
    `With this payment of ${money(payment.amount)}, Procore would show ${money(paid)} paid on invoice ${record.number}, which comes to ${money(due)}. ${REMEDY}`,
  );
}

const REMEDY =
  "Nothing was written. Correct or delete what is wrong in Payments Issued in Procore, or accounting corrects it in the ERP; then press Sync payments.";

function doubt(what: string, { amount, checkNumber, date }: Payment): DoubtfulPaymentError {
  const called = checkNumber ? `, check ${checkNumber}` : "";
  return new DoubtfulPaymentError(
    `In Procore, ${what} ${money(amount)} of ${date}${called}, in the ERP. ${REMEDY}`,
  );
}

function rows(found: ContractPayment[]): string {
  const one = ({ number, id }: ContractPayment) => (number === undefined ? id : `#${number}`);
  const called = found.map(one).join(" and ");
  return `payment${found.length > 1 ? "s" : ""} ${called} of ${found.map(({ amount }) => money(amount)).join(" and ")}`;
}

/** Whose invoice a row says it pays. */
function pays(
  record: SyncRecord,
  { requisitionId, invoiceNumber }: ContractPayment,
): "this" | "unsaid" | "other" {
  if (requisitionId !== undefined) return requisitionId === record.procoreId ? "this" : "other";
  if (!invoiceNumber) return "unsaid";
  return isSameText(invoiceNumber, record.number) ? "this" : "other";
}

/** A number that is no invoice's of this contract may have been mistyped. */
function mayPay({ record, records }: Sought, row: ContractPayment): boolean {
  const said = pays(record, row);
  if (said !== "other" || row.requisitionId !== undefined) return said !== "other";
  return ![...records.values()].some(
    ({ kind, number }) => kind === record.kind && isSameText(number, row.invoiceNumber ?? ""),
  );
}

function compareChecks(
  { checkNumber, documentNumber }: Payment,
  row: ContractPayment,
): "same" | "other" | "unsaid" {
  const number = checkNumber ?? documentNumber;
  if (!number || !row.checkNumber) return "unsaid";
  if (plain(number) === plain(row.checkNumber)) return "same";
  return checkNumber ? "other" : "unsaid";
}

/** `#01045` and `1045` are one check. */
const plain = (number: string) => number.replace(/^[#\s0]+|\s+$/g, "").toLowerCase();
const isSameText = (one: string, other: string) =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

const isSameAmount = ({ amount }: Payment, row: ContractPayment) =>
  new Decimal(amount).equals(row.amount);
const isSameDays = ({ date }: Payment, row: ContractPayment) =>
  row.date !== undefined &&
  Math.abs(Date.parse(date) - Date.parse(row.date)) <= DAYS_APART * DAY_MS;

function money(amount: Decimal.Value): string {
  return new Decimal(amount).toFixed(2);
}
