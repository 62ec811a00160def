import { Decimal } from "decimal.js";
import { ConflictError } from "../../errors.ts";
import { totalOfRecord } from "../../kinds/total-of.ts";
import { type ContractPayment, isSameNumber } from "../../procore/contract-payments.ts";
import type { Bill } from "../../store/bills.ts";
import type { Payment } from "../../store/payments.ts";
import type { SyncRecord } from "../../store/records.ts";
import {
  compareChecks,
  isAboutThen,
  isNobodys,
  isPaidOtherwise,
  isSameAmount,
  isWithin,
  pays,
} from "./compare-rows.ts";

/** Procore may have the payment already: nothing is written, and a person decides. */
export class DoubtfulPaymentError extends ConflictError {}

export interface Sought {
  payment: Payment;
  /** The invoice that it pays. */
  record: SyncRecord;
  /** With freight or tax, the ERP's total may be higher than Procore's. */
  bill: Bill | undefined;
  /** The contract's records, by id: a row that names another one is not this invoice's. */
  records: ReadonlyMap<string, SyncRecord>;
  /** Ids of Procore's rows that are payments of ours. */
  held: ReadonlySet<string>;
  /** The contract's payments by the ERP's id: one payment may pay several invoices. */
  shares: ReadonlyMap<string, Payment[]>;
}

/** People date a check when they hand it over, accounting when it enters the check. */
const DAYS_APART = 5;

/** The row that a person typed in for this payment. Throws DoubtfulPaymentError if unsure. */
export function typedTwin(sought: Sought, issued: ContractPayment[]): ContractPayment | undefined {
  const { payment, held } = sought;
  const others = issued.filter((row) => isNobodys(held, row) && !new Decimal(row.amount).isZero());
  const near = others.filter((row) => mayPay(sought, row));
  const sameCheck = near.filter((row) => compareChecks(payment, row) === "same");
  if (sameCheck.length === 0) refuseOthersCheck(sought, others);
  // One check may pay several invoices: each has its own amount.
  const sameShare = sameCheck.filter((row) => isSameAmount(payment, row));
  const sameDays = near.filter(
    (row) => isSameAmount(payment, row) && isWithin(DAYS_APART, payment, row),
  );
  const alike = [sameShare, sameCheck, sameDays].find((found) => found.length > 0) ?? [];
  const [twin, ...more] = alike.filter((row) => compareChecks(payment, row) !== "other");
  if (!twin) {
    refuseFarTwin(payment, near);
    return undefined;
  }
  if (more.length > 0) throw doubt(`${rows([twin, ...more])} may each be this one of`, payment);
  if (!isSameAmount(payment, twin)) throw doubt(`${rows([twin])} has the same check as`, payment);
  if (twin.originId) {
    throw doubt(
      `${rows([twin])}, which another integration wrote (origin_id ${twin.originId}), may be this one of`,
      payment,
    );
  }
  if (isPaidOtherwise(payment, twin) && sameCheck.length === 0) {
    throw doubt(`${rows([twin])}, which the ERP has without a check number, may be`, payment);
  }
  return twin;
}

/** Another invoice's row with this check is wrong, unless the check pays that amount there too. */
function refuseOthersCheck(sought: Sought, others: ContractPayment[]): void {
  const { payment, records, shares } = sought;
  const other = others.find(
    (row) =>
      compareChecks(payment, row) === "same" &&
      !(shares.get(payment.erpPaymentId) ?? []).some((share) => {
        const record = records.get(share.recordId);
        return record && pays(record, row) === "this" && isSameAmount(share, row);
      }),
  );
  if (other) throw doubt(`${rows([other])}, of another invoice, has the same check as`, payment);
}

/** A row without a date, or with a distant one, may be this payment or the one before. */
function refuseFarTwin(payment: Payment, near: ContractPayment[]): void {
  const [twin] = near.filter(
    (row) =>
      isSameAmount(payment, row) &&
      compareChecks(payment, row) !== "other" &&
      !isPaidOtherwise(payment, row) &&
      isAboutThen(payment, row),
  );
  if (!twin) return;
  const when = twin.date ? `dated ${twin.date}` : "which has no date";
  throw doubt(`${rows([twin])}, ${when}, may be`, payment, TELL_APART);
}

/** Throws DoubtfulPaymentError where the invoice would show more paid than it comes to. */
export function refuseOverpaid(
  { payment, record, bill, held }: Sought,
  issued: ContractPayment[],
  rowId?: string,
): void {
  const total = totalOfRecord(record);
  if (total === undefined) return;
  const due = Decimal.max(total, bill?.total ?? 0);
  const others = issued.filter(
    (row) =>
      row.id !== rowId &&
      (pays(record, row) === "this" || (isNobodys(held, row) && mayBeOf({ payment, record }, row))),
  );
  const paid = others.reduce((sum, { amount }) => sum.plus(amount), new Decimal(payment.amount));
  if (!paid.greaterThan(due)) return;
  const unsaid = others.filter((row) => pays(record, row) === "unsaid");
  const counting = unsaid.length > 0 ? ` with ${rows(unsaid)}, which names no invoice,` : "";
  throw new DoubtfulPaymentError(
    `With this payment of ${money(payment.amount)}, Procore would show ${money(paid)} paid${counting} on invoice ${record.number}, which comes to ${money(due)}. ${REMEDY}`,
  );
}

/** A row that names no invoice may be a part of this payment. */
function mayBeOf({ payment, record }: Pick<Sought, "payment" | "record">, row: ContractPayment) {
  return (
    pays(record, row) === "unsaid" &&
    compareChecks(payment, row) !== "other" &&
    isAboutThen(payment, row)
  );
}

const REMEDY =
  "Nothing was written. Correct or delete what is wrong in Payments Issued in Procore, or accounting corrects it in the ERP; then press Sync payments.";

const TELL_APART =
  "Where it is another one, give it its own check number in Payments Issued. Where it is this one, correct its date.";

function doubt(
  what: string,
  { amount, checkNumber, date }: Payment,
  hint?: string,
): DoubtfulPaymentError {
  const called = checkNumber ? `, check ${checkNumber}` : "";
  const remedy = [hint, REMEDY].filter(Boolean).join(" ");
  return new DoubtfulPaymentError(
    `In Procore, ${what} ${money(amount)} of ${date}${called}, in the ERP. ${remedy}`,
  );
}

function rows(found: ContractPayment[]): string {
  const one = ({ number, id }: ContractPayment) => (number === undefined ? id : `#${number}`);
  const called = found.map(one).join(" and ");
  return `payment${found.length > 1 ? "s" : ""} ${called} of ${found.map(({ amount }) => money(amount)).join(" and ")}`;
}

/** A number that no invoice of this contract has may be a typing error. */
function mayPay({ record, records }: Sought, row: ContractPayment): boolean {
  const said = pays(record, row);
  if (said !== "other" || row.requisitionId !== undefined) return said !== "other";
  return ![...records.values()].some(
    ({ kind, number }) => kind === record.kind && isSameNumber(number, row.invoiceNumber ?? ""),
  );
}

function money(amount: Decimal.Value): string {
  return new Decimal(amount).toFixed(2);
}
