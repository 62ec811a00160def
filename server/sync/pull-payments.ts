import { Decimal } from "decimal.js";
import type { Knex } from "knex";
import type { BillPayments, Connector, PaymentChanges } from "../connectors/connector.ts";
import { AppError } from "../errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Task } from "../jobs/tasks.ts";
import { type Connection, connectionInUse } from "../store/connections.ts";
import { moveCursor, readCursor } from "../store/cursors.ts";
import { billsHeldFor, commitmentsToSettle, keepPayment, type Payment, paymentsOfRecords, voidPayment } from "../store/payments.ts";
import { requisitionsByBill, type SyncRecord, updateRecord } from "../store/records.ts";
import { finishRun, startRun } from "../store/runs.ts";
import { referenceOf } from "./documents.ts";
import { openConnector } from "./open-connector.ts";
import type { SyncParts } from "./parts.ts";

const BILLS_A_CALL = 100;

/** Reads what was paid since the cursor and keeps only differences; those of one commitment are then written to Procore by one job. */
export function pullPayments(parts: SyncParts): Task<"pull-payments"> {
  return async ({ companyId, connectionId }, { isLastTry }) => {
    const connection = await connectionInUse(parts.db, companyId);
    if (!connection || connection.connectionId !== connectionId || !connection.settings.resourceTypes.payment) return;
    const runId = await startRun(parts.db, { companyId, connectionId, kind: "payments" });
    let found = 0;
    const doubts: string[] = [];
    try {
      const connector = openConnector(parts, connection);
      const cursor = await readCursor(parts.db, { companyId, connectionId, name: "payments" });
      for await (const page of connector.changesSince(cursor)) found += await keepPage(parts, { connection, connector, page, doubts });
      await takeUpUnsettled(parts, companyId);
      await finishRun(parts.db, { companyId, runId }, { found, problem: doubts[0] ?? null });
    } catch (error) {
      await finishRun(parts.db, { companyId, runId }, { found, problem: error instanceof AppError ? error.message : "Crosstie stumbled; it is logged." });
      if (!isLastTry || !(error instanceof AppError)) throw error;
    }
  };
}

/** Payments that Procore refused or could not take when they were found get another chance with each pull. */
async function takeUpUnsettled({ db, jobs }: SyncParts, companyId: string): Promise<void> {
  const commitmentIds = await commitmentsToSettle(db, companyId);
  await jobs.sendMany("settle-payments", commitmentIds.map((commitmentId) => ({ companyId, commitmentId })));
}

interface Page {
  connection: Connection;
  connector: Connector;
  page: PaymentChanges;
  /** What a person has to look at, in words. */
  doubts: string[];
}

/** The cursor moves in the transaction that makes the page safe, or not at all. */
async function keepPage(parts: SyncParts, { connection, connector, page, doubts }: Page): Promise<number> {
  const held = page.paymentIds.length > 0 ? await billsHeldFor(parts.db, connection, page.paymentIds) : [];
  const requisitions = await requisitionsByBill(parts.db, connection, [...new Set([...page.billIds, ...held])]);
  const byBill = new Map(requisitions.map((record) => [record.erpId, record]));
  const bills: BillPayments[] = [];
  for (let start = 0; start < requisitions.length; start += BILLS_A_CALL) {
    const ids = requisitions.slice(start, start + BILLS_A_CALL).flatMap((record) => record.erpId ?? []);
    bills.push(...(await connector.paymentsOf(ids)));
  }
  const listed = new Set(bills.map(({ billId }) => billId));
  const gone = await reallyGone(connector, requisitions.filter(({ erpId }) => erpId !== null && !listed.has(erpId)));
  return parts.db.transaction(async (trx) => {
    let news = 0;
    for (const bill of bills) {
      const record = byBill.get(bill.billId);
      if (record) news += await keepBill({ jobs: parts.jobs, trx, doubts }, record, bill);
    }
    for (const record of gone) news += await noteDeletedBill({ jobs: parts.jobs, trx, doubts }, record);
    const { companyId, connectionId } = connection;
    await moveCursor(trx, { companyId, connectionId, name: "payments" }, page.cursor);
    return news;
  });
}

/** A role that may no longer query a bill sees nothing instead of a refusal: only a bill that cannot be fetched either has been deleted. */
async function reallyGone(connector: Connector, unlisted: SyncRecord[]): Promise<SyncRecord[]> {
  const gone: SyncRecord[] = [];
  for (const record of unlisted) {
    if (!(await connector.exists({ kind: "vendor_bill", reference: referenceOf(record) }))) gone.push(record);
  }
  return gone;
}

interface Keeping {
  jobs: Jobs;
  trx: Knex.Transaction;
  doubts: string[];
}

/** One bill's payments against those we hold: what the ERP no longer lists, or lists as void, counts no more. */
async function keepBill({ jobs, trx, doubts }: Keeping, record: SyncRecord, bill: BillPayments): Promise<number> {
  const { companyId, recordId } = record;
  const living = bill.payments.filter((payment) => !payment.isVoided);
  const livingIds = new Set(living.map((payment) => payment.paymentId));
  const news: (string | undefined)[] = [];
  for (const { paymentId, amount, date, method, checkNumber } of living) {
    const seen = { companyId, recordId, erpPaymentId: paymentId, billId: bill.billId, amount, date, method, checkNumber: checkNumber ?? null };
    news.push(await keepPayment(trx, seen));
  }
  const ended = (await paymentsOfRecords(trx, companyId, [recordId])).filter((payment) => !livingIds.has(payment.erpPaymentId));
  const doubt = doubtOf(ended, bill);
  if (doubt) doubts.push(doubt);
  else for (const payment of ended) news.push(await voidPayment(trx, payment));
  if (!isSame(record.erpUnpaid, bill.unpaid) || !isSame(record.erpTotal, bill.total)) {
    await updateRecord(trx, record, { erpTotal: bill.total, erpUnpaid: bill.unpaid });
  }
  const changed = news.filter((paymentId) => paymentId !== undefined);
  if (changed.length > 0 && record.commitmentId) await jobs.send("settle-payments", { companyId, commitmentId: record.commitmentId }, { trx });
  return changed.length;
}

/** Payments that are gone leave their bill open. Where it still counts as much as paid, they have only left our sight. */
function doubtOf(ended: Payment[], { billId, billNumber, unseen, payments }: BillPayments): string | undefined {
  const listed = new Set(payments.map(({ paymentId }) => paymentId));
  const vanished = ended.filter(({ erpPaymentId, voidedAt }) => voidedAt === null && !listed.has(erpPaymentId));
  const amount = vanished.reduce((sum, payment) => sum.plus(payment.amount), new Decimal(0));
  if (amount.isZero() || amount.greaterThan(unseen)) return undefined;
  return (
    `The ERP no longer shows payments of ${amount.toFixed(2)} on bill ${billNumber ?? billId}, but still counts that much as paid. They stay as they are in Procore. ` +
    "Has the connection's role lost the right to see payments? Give it back and sync payments again."
  );
}

const billDeleted = "its bill was deleted in the ERP: press Sync to send it again";
/** Deleted in Procore too: there is nothing left to close by hand. */
const bothGone = { status: "not_integrated", waiting: null } as const;

/** Someone deleted the bill in the ERP: what was paid on it counts no more, and a person has to say what is right. */
async function noteDeletedBill(keeping: Keeping, record: SyncRecord): Promise<number> {
  const gone = { billId: record.erpId ?? "", billNumber: undefined, total: "0", unpaid: "0", unseen: "0", payments: [] };
  // Pages overlap: whoever sent it again since we told them is not stopped.
  const isTold = record.status !== "success" && isSame(record.erpTotal, gone.total);
  if (!isTold) await updateRecord(keeping.trx, record, record.isDeleted ? bothGone : { status: "desynchronized", waiting: billDeleted });
  return keepBill(keeping, record, gone);
}

function isSame(held: string | null, now: string): boolean {
  return held !== null && new Decimal(held).equals(now);
}
