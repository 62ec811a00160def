import type { BillPayments, Connector, PaymentChanges } from "../../connectors/connector.ts";
import { inCompany } from "../../database/scope.ts";
import { AppError } from "../../errors.ts";
import type { Claim } from "../../jobs/claim.ts";
import type { Task } from "../../jobs/tasks.ts";
import { referenceOf } from "../../kinds/kind.ts";
import {
  type BilledRecord,
  billsToAskAgain,
  firstBillAt,
  recordsOfBills,
} from "../../store/bills.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import { type Connection, markConnection } from "../../store/connections.ts";
import { moveCursor, readCursor } from "../../store/cursors.ts";
import { billsOfPayments } from "../../store/payments.ts";
import { finishRun, startRun } from "../../store/runs.ts";
import { parentsOfPaymentsToShow } from "../../store/shown-payments.ts";
import { openConnector, payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { type VendorCheck, vendorCheck } from "../push/other-vendor.ts";
import { pushPending } from "../push/push-pending.ts";
import { keepBill, noteDeletedBill } from "./keep-bill.ts";

const BILLS_A_CALL = 100;

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
      await end(null);
    } catch (error) {
      const stumble = signal.aborted
        ? "Crosstie was stopped half-way; it goes on by itself."
        : "Crosstie stumbled; it is logged.";
      await end(error instanceof AppError ? error.message : stumble);
      if (!isLastTry || !(error instanceof AppError)) throw error;
    }
  };
}

interface Pull {
  connection: Connection;
  connector: Connector;
  checkVendor: VendorCheck;
  signal: AbortSignal;
  /** Once another process has the job, what was read is out of date: nothing of it is kept. */
  claim: Claim;
  found: number;
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

async function keepBills(
  parts: SyncParts,
  pull: Pull,
  { records, cursor }: { records: BilledRecord[]; cursor?: string },
): Promise<void> {
  const { claim, connection, connector } = pull;
  const listed = new Map((await paymentsOf(connector, records)).map((bill) => [bill.billId, bill]));
  for (const record of records) await refuseOtherVendor(pull, record, listed);
  const gone = await reallyGone(
    connector,
    records.filter(({ erpId }) => erpId !== null && !listed.has(erpId)),
  );
  pull.found += await inCompany(parts.db, connection.companyId, async (scope) => {
    await claim.hold(scope);
    const keeping = { jobs: parts.jobs, scope };
    let news = 0;
    for (const record of records) {
      const bill = listed.get(record.erpId ?? "");
      if (bill) news += await keepBill(keeping, record, bill);
    }
    for (const record of gone) news += await noteDeletedBill(keeping, record);
    if (cursor) await moveCursor(scope, { ...connection, name: "payments" }, cursor);
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

/** What another vendor got is not shown as paid to ours. */
async function refuseOtherVendor(
  { checkVendor, connector }: Pull,
  { erpId, sentVendor }: BilledRecord,
  listed: Map<string, BillPayments>,
): Promise<void> {
  const bill = listed.get(erpId ?? "");
  const vendor = bill && (await checkVendor({ sent: sentVendor, there: bill.vendorId }));
  if (!vendor || vendor === "merged" || bill.payments.length === 0) return;
  const name = bill.billNumber ?? bill.billId;
  const problem = `Bill ${name} is for ${vendor.there} in ${connector.name} and for ${vendor.sent} in Procore: its payments are not shown in Procore. Accounting makes one of them right, then presses Sync now.`;
  listed.set(bill.billId, { ...bill, problem: bill.problem ?? problem });
}

/** A role without permission gets an empty list: only a bill that `lookUp` misses too is gone. */
async function reallyGone(connector: Connector, unlisted: BilledRecord[]): Promise<BilledRecord[]> {
  const gone: BilledRecord[] = [];
  for (const record of unlisted) {
    const { erpId } = record;
    if (erpId === null) continue;
    const found = await connector.lookUp({ kind: "bill", reference: referenceOf(record) }, erpId);
    if (found?.id !== erpId) gone.push(record);
  }
  return gone;
}
