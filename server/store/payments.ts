import { Decimal } from "decimal.js";
import type { Scope } from "../database/scope.ts";
import type { Bill } from "./bills.ts";
import { columns } from "./columns.ts";

export interface PaymentFacts {
  /** Positive decimal. */
  amount: string;
  /** What the whole payment comes to, where its share of the bill is not known: `amount` is 0. */
  partOf: string | null;
  /** ISO 4217; null: the ERP does not say. */
  currency: string | null;
  /** YYYY-MM-DD */
  date: string;
  /** Null: the ERP does not show it. */
  method: "check" | "credit_card" | "electronic" | null;
  checkNumber: string | null;
  /** The ERP's number of the payment, where it may not be a check number. */
  documentNumber: string | null;
  /** `paid`: the money has left. Any other state counts nothing. */
  state: string;
}

/** One ERP payment's share of one bill. */
export interface Payment extends PaymentFacts {
  companyId: string;
  paymentId: string;
  recordId: string;
  erpPaymentId: string;
  billId: string;
  voidedAt: Date | null;
  version: number;
  shownVersion: number;
  shownAt: Date | null;
  procorePaymentId: string | null;
  procoreNumber: number | null;
  attempts: number;
  /** Until then an unanswered write may still reach Procore; we look until then and once after. */
  landsUntil: Date | null;
  problem: string | null;
  /** The problem: Procore may have it already, so it is not written. */
  isDoubtful: boolean;
  adopted: Adopted | null;
}

/** A person had typed it into Procore, with these notes. */
export interface Adopted {
  notes: string | null;
  /** What the person left empty and we filled in; undefined: not stored. */
  empty?: ("checkNumber" | "invoiceNumber" | "date")[];
}

export const { fromRow, toRow, names } = columns<Payment>(
  {
    companyId: "company_id",
    paymentId: "payment_id",
    recordId: "record_id",
    erpPaymentId: "erp_payment_id",
    billId: "bill_id",
    amount: "amount",
    partOf: "part_of",
    currency: "currency",
    date: "date",
    method: "method",
    checkNumber: "check_number",
    documentNumber: "document_number",
    state: "state",
    voidedAt: "voided_at",
    version: "version",
    shownVersion: "settled_version",
    shownAt: "shown_at",
    procorePaymentId: "procore_payment_id",
    procoreNumber: "procore_number",
    attempts: "attempts",
    landsUntil: "lands_until",
    problem: "problem",
    isDoubtful: "is_doubtful",
    adopted: "adopted",
  },
  { json: ["adopted"] },
);

export const isPaid = ({ state, voidedAt }: Pick<Payment, "state" | "voidedAt">) =>
  state === "paid" && voidedAt === null;

const POSTED = ["paid", "in_transit", "to_print", "other_currency"];

/** It lowers what the ERP has open on the bill, whether or not its money has left. */
export const isPosted = ({ state, voidedAt }: Pick<Payment, "state" | "voidedAt">) =>
  POSTED.includes(state) && voidedAt === null;

/** These lower what is open on the bill, or soon will, and their money has not left. */
const MOVING = ["in_transit", "to_print", "pending_approval"];

/** Nothing is open on the bill, and what was paid has left. */
export const isWhollyPaid = (
  { total, unpaid, doubt }: Pick<Bill, "total" | "unpaid" | "doubt">,
  payments: Pick<Payment, "state" | "voidedAt">[],
) =>
  new Decimal(total).greaterThan(0) &&
  new Decimal(unpaid).isZero() &&
  doubt === null &&
  !payments.some(({ state, voidedAt }) => MOVING.includes(state) && voidedAt === null);

export interface SeenInProcore {
  /** Undefined: Procore shows none on this contract. */
  paymentsIssued: { id: string; amount: string }[] | undefined;
  /** When Procore was asked, in ms since 1970. */
  at: number;
}

/** Undefined: the list does not tell; it may be older than the last write. */
export function amountInProcore(
  { procorePaymentId, version, shownVersion, shownAt, problem }: Payment,
  { paymentsIssued, at }: SeenInProcore,
): string | undefined {
  const isAtRest = shownVersion >= version || problem !== null;
  if (!paymentsIssued || !procorePaymentId || !isAtRest) return undefined;
  if (shownAt && shownAt.getTime() >= at) return undefined;
  return paymentsIssued.find(({ id }) => id === procorePaymentId)?.amount ?? "0";
}

export async function paymentsOfRecords(
  scope: Scope,
  companyId: string,
  recordIds: string[],
): Promise<Payment[]> {
  const rows = await scope("payments")
    .where({ company_id: companyId })
    .whereIn("record_id", recordIds)
    .orderBy(["date", "payment_id"])
    .select(names());
  return rows.map(fromRow);
}

/** From our last look: the ERP does not show a link that is gone. */
export async function billsOfPayments(
  scope: Scope,
  connection: { companyId: string; connectionId: string },
  erpPaymentIds: string[],
): Promise<string[]> {
  const rows = await scope("payments as p")
    .join("records as r", (on) =>
      on.on("r.company_id", "p.company_id").andOn("r.record_id", "p.record_id"),
    )
    .where({ "p.company_id": connection.companyId, "r.connection_id": connection.connectionId })
    .whereIn("p.erp_payment_id", erpPaymentIds)
    .distinct<{ bill_id: string }[]>("p.bill_id");
  return rows.map((row) => row.bill_id);
}

export type ErpPayment = PaymentFacts &
  Pick<Payment, "companyId" | "recordId" | "erpPaymentId" | "billId">;

/** Returns the id if something changed. A voided payment that comes back counts again. */
export async function keepPayment(scope: Scope, seen: ErpPayment): Promise<string | undefined> {
  const result = await scope.raw<{ rows: { payment_id: string }[] }>(
    `insert into payments (company_id, record_id, erp_payment_id, bill_id, amount, part_of, currency, date, method, check_number, document_number, state)
     values (:companyId, :recordId, :erpPaymentId, :billId, :amount, :partOf, :currency, :date, :method, :checkNumber, :documentNumber, :state)
     on conflict (company_id, record_id, erp_payment_id) do update
       set amount = excluded.amount, part_of = excluded.part_of, currency = excluded.currency, date = excluded.date, method = excluded.method, check_number = excluded.check_number,
           document_number = excluded.document_number, state = excluded.state,
           bill_id = excluded.bill_id, voided_at = null, version = payments.version + 1, attempts = 0
       where (payments.amount, payments.part_of, coalesce(payments.currency, excluded.currency), payments.date, payments.method, payments.check_number, payments.document_number, payments.state, payments.voided_at)
         is distinct from (excluded.amount, excluded.part_of, excluded.currency, excluded.date, excluded.method, excluded.check_number, excluded.document_number, excluded.state, null::timestamptz)
     returning payment_id`,
    { ...seen },
  );
  const news = result.rows[0]?.payment_id;
  if (news === undefined && seen.currency !== null) await fillCurrency(scope, seen);
  return news;
}

/** A currency that becomes known changes nothing that Procore shows: no new version. */
async function fillCurrency(
  scope: Scope,
  { companyId, recordId, erpPaymentId, currency }: ErpPayment,
): Promise<void> {
  await scope("payments")
    .where({ company_id: companyId, record_id: recordId, erp_payment_id: erpPaymentId })
    .whereNull("currency")
    .update({ currency });
}

export async function voidPayment(
  scope: Scope,
  payment: Pick<Payment, "companyId" | "paymentId">,
): Promise<string | undefined> {
  const [row] = await scope("payments")
    .where({ company_id: payment.companyId, payment_id: payment.paymentId, voided_at: null })
    .update({ voided_at: scope.fn.now(), version: scope.raw("version + 1"), attempts: 0 })
    .returning<{ payment_id: string }[]>("payment_id");
  return row?.payment_id;
}
