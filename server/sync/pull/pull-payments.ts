import type { PaymentChanges } from "../../connectors/connector.ts";
import { inCompany, type Scope } from "../../database/scope.ts";
import { AppError } from "../../errors.ts";
import type { Task } from "../../jobs/tasks.ts";
import { billsToAskAgain, billsToCompare, firstBillAt, recordsOfBills } from "../../store/bills.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import { type Connection, markConnection } from "../../store/connections.ts";
import { moveCursor, readCursor } from "../../store/cursors.ts";
import { billsOfPayments } from "../../store/payments.ts";
import { finishRun, startRun } from "../../store/runs.ts";
import { parentsOfPaymentsToShow } from "../../store/shown-payments.ts";
import { noticeRefusal } from "../notice-refusal.ts";
import { openConnector, payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { vendorCheck } from "../push/other-vendor.ts";
import { pushPending } from "../push/push-pending.ts";
import { compareIssued } from "../reconcile/compare-issued.ts";
import { BILLS_A_CALL, keepBills, type Pull } from "./keep-bills.ts";

/** Less than one: a daily pull begins a little earlier or later. */
const ABOUT_A_DAY_MS = 20 * 3_600_000;

export function pullPayments(parts: SyncParts): Task<"pull-payments"> {
  return async ({ companyId, connectionId }, { isLastTry, signal, claim }) => {
    const connection = await inCompany(parts.db, companyId, (scope) =>
      connectionById(scope, { companyId, connectionId }),
    );
    if (!connection) return;
    // It finds the counterparts that the connection's role may no longer see, too.
    await parts.jobs.send("compare-counterparts", { companyId, connectionId });
    if (!connection.settings.resourceTypes.payment) return;
    const runId = await inCompany(parts.db, companyId, (scope) =>
      startRun(scope, { companyId, connectionId, kind: "payments" }),
    );
    const connector = openConnector(parts, connection);
    const pull: Pull = {
      connection,
      connector,
      checkVendor: vendorCheck(payablesOf(connector)),
      signal,
      claim,
      found: 0,
    };
    const end = (problem: string | null) =>
      inCompany(parts.db, companyId, (scope) =>
        finishRun(scope, { companyId, runId }, { found: pull.found, problem }),
      );
    try {
      await queueRemaining(parts, connection);
      if (connection.status === "broken") await tryCredentials(parts, pull);
      await readChanges(parts, pull);
      await askAgain(parts, pull);
      await compareAll(parts, pull);
      await end(null);
    } catch (error) {
      const stumble = signal.aborted
        ? "Crosstie was stopped half-way; it goes on by itself."
        : "Crosstie stumbled; it is logged.";
      await noticeRefusal(parts, connection, error);
      await end(error instanceof AppError ? error.message : stumble);
      if (!isLastTry || !(error instanceof AppError)) throw error;
    }
  };
}

/** Payments that Procore refused, or could not take, are tried again with each pull. */
async function queueRemaining(
  { db, jobs }: SyncParts,
  { companyId, connectionId }: Connection,
): Promise<void> {
  const parents = await inCompany(db, companyId, (scope) =>
    parentsOfPaymentsToShow(scope, { companyId, connectionId }),
  );
  await jobs.sendMany(
    "settle-payments",
    parents.map((parent) => ({ companyId, connectionId, parent })),
  );
}

/** A refusal may pass by itself: then no admin has to enter the same credentials again. */
async function tryCredentials(parts: SyncParts, { connection, connector }: Pull): Promise<void> {
  const { summary } = await connector.check();
  await inCompany(parts.db, connection.companyId, (scope) =>
    markConnection(scope, connection, { status: "working", summary }),
  );
  await pushPending(parts, connection);
}

/** Before our first bill no payment can concern us, and an old account has years of payments. */
async function readChanges(parts: SyncParts, pull: Pull): Promise<void> {
  const { connection, connector, signal } = pull;
  const { cursor, begin } = await inCompany(parts.db, connection.companyId, async (scope) => ({
    cursor: await readCursor(scope, { ...connection, name: "payments" }),
    begin: await firstBillAt(scope, connection),
  }));
  if (!cursor && !begin) return;
  for await (const page of payablesOf(connector).changesSince(cursor, begin ?? new Date())) {
    signal.throwIfAborted();
    await keepPage(parts, pull, page);
  }
}

async function keepPage(parts: SyncParts, pull: Pull, page: PaymentChanges): Promise<void> {
  const { connection } = pull;
  const { billIds, paymentIds } = page;
  const records = await inCompany(parts.db, connection.companyId, async (scope) => {
    const held = paymentIds.length > 0 ? await billsOfPayments(scope, connection, paymentIds) : [];
    return recordsOfBills(scope, connection, [...new Set([...billIds, ...held])]);
  });
  await keepBills(parts, pull, { records, cursor: page.cursor });
}

/** The feed may miss a bill that was found after a lost write, or that was paid out of sight. */
async function askAgain(parts: SyncParts, pull: Pull): Promise<void> {
  const { connection } = pull;
  const records = await inCompany(parts.db, connection.companyId, (scope) =>
    billsToAskAgain(scope, connection),
  );
  pull.signal.throwIfAborted();
  if (records.length > 0) await keepBills(parts, pull, { records });
}

/** The cursor that says when all was compared. */
export const ALL_PAYMENTS = "payments:all";

/** Once a day: what the feed has missed, and what somebody has changed in Procore. */
async function compareAll(parts: SyncParts, pull: Pull): Promise<void> {
  const { connection, signal } = pull;
  const cursor = { ...connection, name: ALL_PAYMENTS };
  const inIts = <T>(work: (scope: Scope) => Promise<T>) =>
    inCompany(parts.db, connection.companyId, work);
  const now = new Date();
  const asked = await inIts((scope) => readCursor(scope, cursor));
  if (asked !== undefined) {
    if (now.getTime() - Date.parse(asked) < ABOUT_A_DAY_MS) return;
    await askForAll(parts, pull);
    await compareIssued(parts, connection, signal);
  }
  await inIts((scope) => moveCursor(scope, cursor, now.toISOString()));
}

async function askForAll(parts: SyncParts, pull: Pull): Promise<void> {
  const { connection, signal } = pull;
  for (let after = "0"; ;) {
    signal.throwIfAborted();
    const page = { after, limit: BILLS_A_CALL };
    const records = await inCompany(parts.db, connection.companyId, (scope) =>
      billsToCompare(scope, connection, page),
    );
    const last = records.at(-1);
    if (!last) return;
    await keepBills(parts, pull, { records });
    after = last.recordId;
  }
}
