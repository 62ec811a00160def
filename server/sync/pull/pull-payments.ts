import type { BillPayments, Connector, PaymentChanges } from "../../connectors/connector.ts";
import { AppError } from "../../errors.ts";
import type { Task } from "../../jobs/tasks.ts";
import { type Connection, markConnection } from "../../store/connections.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import { moveCursor, readCursor } from "../../store/cursors.ts";
import { referenceOf } from "../../kinds/kind.ts";
import {
  type BilledRecord,
  billsToAskAgain,
  firstBillAt,
  recordsOfBills,
} from "../../store/bills.ts";
import { billsHeldFor, parentsToSettle } from "../../store/payments.ts";
import { finishRun, startRun } from "../../store/runs.ts";
import { keepBill, noteDeletedBill } from "./keep-bill.ts";
import { openConnector, payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { pushPending } from "../push/push-pending.ts";

const BILLS_A_CALL = 100;

/**
 * Reads what was paid since the cursor and keeps only differences; those of one contract are then
 * written to Procore by one job.
 */
export function pullPayments(parts: SyncParts): Task<"pull-payments"> {
  return async ({ companyId, connectionId }, { isLastTry, signal }) => {
    const connection = await connectionById(parts.db, { companyId, connectionId });
    if (!connection?.settings.resourceTypes.payment) return;
    const runId = await startRun(parts.db, { companyId, connectionId, kind: "payments" });
    const pull: Pull = {
      connection,
      connector: openConnector(parts, connection),
      signal,
      found: 0,
      doubts: [],
    };
    try {
      await takeUpUnsettled(parts, connection);
      if (connection.status === "broken") await tryCredentials(parts, pull);
      await readChanges(parts, pull);
      await askAgain(parts, pull);
      await finishRun(
        parts.db,
        { companyId, runId },
        { found: pull.found, problem: pull.doubts[0] ?? null },
      );
    } catch (error) {
      const stumble = signal.aborted
        ? "Crosstie was stopped half-way; it goes on by itself."
        : "Crosstie stumbled; it is logged.";
      await finishRun(
        parts.db,
        { companyId, runId },
        { found: pull.found, problem: error instanceof AppError ? error.message : stumble },
      );
      if (!isLastTry || !(error instanceof AppError)) throw error;
    }
  };
}

interface Pull {
  connection: Connection;
  connector: Connector;
  signal: AbortSignal;
  found: number;
  /** What a person has to look at, in words. */
  doubts: string[];
}

/**
 * Payments that Procore refused or could not take when they were found get another chance with each
 * pull.
 */
async function takeUpUnsettled(
  { db, jobs }: SyncParts,
  { companyId, connectionId }: Connection,
): Promise<void> {
  const parents = await parentsToSettle(db, { companyId, connectionId });
  await jobs.sendMany(
    "settle-payments",
    parents.map((parent) => ({ companyId, connectionId, parent })),
  );
}

/** A refusal that has passed need not wait for an admin to enter the same credentials again. */
async function tryCredentials(parts: SyncParts, { connection, connector }: Pull): Promise<void> {
  const { summary } = await connector.check();
  await markConnection(parts.db, connection, { status: "working", summary });
  await pushPending(parts, connection);
}

/**
 * Before our first bill there is nothing that a payment could concern, and an old account has years
 * of them.
 */
async function readChanges(parts: SyncParts, pull: Pull): Promise<void> {
  const { connection, connector, signal } = pull;
  const cursor = await readCursor(parts.db, { ...connection, name: "payments" });
  const begin = await firstBillAt(parts.db, connection);
  if (!cursor && !begin) return;
  for await (const page of payablesOf(connector).changesSince(cursor, begin ?? new Date())) {
    signal.throwIfAborted();
    await keepPage(parts, pull, page);
  }
}

/** The cursor moves in the transaction that makes the page safe, or not at all. */
async function keepPage(parts: SyncParts, pull: Pull, page: PaymentChanges): Promise<void> {
  const { connection } = pull;
  const held =
    page.paymentIds.length > 0 ? await billsHeldFor(parts.db, connection, page.paymentIds) : [];
  const records = await recordsOfBills(parts.db, connection, [
    ...new Set([...page.billIds, ...held]),
  ]);
  await keepBills(parts, pull, { records, cursor: page.cursor });
}

/**
 * Bills that the feed may have passed by: one that was found only after its write was lost, and
 * what was paid out of our sight.
 */
async function askAgain(parts: SyncParts, pull: Pull): Promise<void> {
  const records = await billsToAskAgain(parts.db, pull.connection);
  pull.signal.throwIfAborted();
  if (records.length > 0) await keepBills(parts, pull, { records });
}

async function keepBills(
  parts: SyncParts,
  pull: Pull,
  { records, cursor }: { records: BilledRecord[]; cursor?: string },
): Promise<void> {
  const { connection, connector, doubts } = pull;
  const bills = await paymentsOf(connector, records);
  const listed = new Map(bills.map((bill) => [bill.billId, bill]));
  const gone = await reallyGone(
    connector,
    records.filter(({ erpId }) => erpId !== null && !listed.has(erpId)),
  );
  pull.found += await parts.db.transaction(async (trx) => {
    const keeping = { jobs: parts.jobs, trx, doubts };
    let news = 0;
    for (const record of records) {
      const bill = listed.get(record.erpId ?? "");
      if (bill) news += await keepBill(keeping, record, bill);
    }
    for (const record of gone) news += await noteDeletedBill(keeping, record);
    if (cursor) await moveCursor(trx, { ...connection, name: "payments" }, cursor);
    return news;
  });
}

async function paymentsOf(connector: Connector, records: BilledRecord[]): Promise<BillPayments[]> {
  const bills: BillPayments[] = [];
  for (let start = 0; start < records.length; start += BILLS_A_CALL) {
    const ids = records.slice(start, start + BILLS_A_CALL).flatMap((record) => record.erpId ?? []);
    bills.push(...(await payablesOf(connector).paymentsOf(ids)));
  }
  return bills;
}

/**
 * A role that may no longer query a bill sees nothing instead of a refusal: only a bill that cannot
 * be fetched either has been deleted.
 */
async function reallyGone(connector: Connector, unlisted: BilledRecord[]): Promise<BilledRecord[]> {
  const gone: BilledRecord[] = [];
  for (const record of unlisted) {
    if (!(await connector.lookUp({ kind: "bill", reference: referenceOf(record) }))) {
      gone.push(record);
    }
  }
  return gone;
}
