import { type Actor, audit } from "../../audit/audit.ts";
import { inCompany, type Scope } from "../../database/scope.ts";
import { ConflictError } from "../../errors.ts";
import { allKinds, kindOf, labelOf } from "../../kinds/index.ts";
import { keyOf } from "../../kinds/kind.ts";
import { type FieldChange, newestOpenActivity, settleActivities } from "../../store/activities.ts";
import { awaitedBy } from "../../store/awaited.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import type { Connection } from "../../store/connections.ts";
import { recordsUnder } from "../../store/record-lists.ts";
import type { RecordStatus } from "../../store/record-states.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import { completeRecord } from "../detect/read-record.ts";
import type { SyncParts } from "../parts.ts";
import { besideOf } from "./beside.ts";
import { circumstancesOf, decide, sentenceOf } from "./decide.ts";
import { logFirstPush } from "./log-first-push.ts";
import { turnOf } from "./turned.ts";

export interface PushRequest {
  by: Actor;
  action: "sync_requested" | "retry_requested";
  /** What of the ERP's gives way, where Procore itself has not changed. */
  overwrites?: FieldChange[];
  /** Written with the request, or not at all. */
  alongside?: ((scope: Scope) => Promise<void>) | undefined;
}

/** Sends even without automatic sync. ConflictError: it may not go, or there is nothing to send. */
export async function requestPush(
  parts: SyncParts,
  asked: SyncRecord,
  request: PushRequest,
): Promise<void> {
  const requestedBy = request.by.name;
  const connection = await connectionOf(parts, asked);
  if (asked.isDeleted) {
    throw new ConflictError(
      `${labelOf(asked)} was deleted in Procore: nothing more of it is sent.`,
    );
  }
  if (asked.status === "success" && asked.erpId !== null) return lookAgain(parts, asked, request);
  const record = await completeRecord(parts, connection, asked);
  await inCompany(parts.db, record.companyId, async (scope) => {
    const circumstances = await circumstancesOf(scope, record, connection);
    const decision = decide({ ...record, isRequested: true }, circumstances);
    if (!decision.isReady && decision.isNothing && record.status === "error") {
      // It failed while there was something to send: the job notes that nothing is left.
      const { companyId, connectionId, recordId } = record;
      await parts.jobs.send("push-record", { companyId, connectionId, recordId }, { trx: scope });
      return auditRequest(scope, record, request);
    }
    if (!decision.isReady) {
      const label = labelOf(record);
      throw new ConflictError(
        decision.isNothing
          ? `${label}: ${sentenceOf(decision)}`
          : `${label} waits for ${decision.waiting}.`,
      );
    }
    await refuseIfHeldUp(scope, record);
    const now = await lockRecordById(scope, record.companyId, record.recordId);
    if (!now) return;
    const open = await newestOpenActivity(scope, now.companyId, now.recordId);
    if (open) {
      await settleActivities(scope, { ...now, upTo: open }, { status: "pending", requestedBy });
    } else if (!kindOf(now).isMasterData) {
      await logFirstPush(scope, now, request);
    }
    const { companyId, connectionId, recordId } = now;
    // To look for master data is not to have it created: that is asked for by itself.
    const isRequested = now.isRequested || !kindOf(now).isMasterData;
    const fresh = { isRequested, failure: null, waiting: null } as const;
    await updateRecord(scope, now, { ...fresh, status: "pending" });
    await parts.jobs.send("push-record", { companyId, connectionId, recordId }, { trx: scope });
    await auditRequest(scope, now, request);
  });
}

/** Sending it would only try again what it waits for, unseen. */
async function refuseIfHeldUp(scope: Scope, record: SyncRecord): Promise<void> {
  const { companyId, recordId, status, waiting, waitingFor } = record;
  if (status !== "pending" || waiting === null || waitingFor === null) return;
  // Master data can be tried again by nothing but what needs it.
  if (allKinds().some((one) => one.isMasterData && waitingFor.startsWith(`${one.name}:`))) return;
  const other = (await awaitedBy(scope, { companyId, recordIds: [recordId] })).get(recordId);
  if (other?.status !== "error" || !other.failure) return;
  throw new ConflictError(
    `${labelOf(record)} waits for ${waiting}, which failed: ${other.failure.title}. Mend that, then retry it: this goes along.`,
  );
}

/** The status is the one before it was asked for. */
async function auditRequest(
  scope: Scope,
  record: SyncRecord,
  { by, action, alongside }: PushRequest,
): Promise<void> {
  await alongside?.(scope);
  const { companyId, kind, procoreId: id, status } = record;
  await audit(scope, {
    companyId,
    by,
    action,
    subject: { kind, id, name: labelOf(record) },
    before: { Status: status.replaceAll("_", " ") },
    after: { Status: "pending" },
  });
}

export async function connectionOf(
  { db }: Pick<SyncParts, "db">,
  record: SyncRecord,
): Promise<Connection> {
  const connection = await inCompany(db, record.companyId, (scope) =>
    connectionById(scope, record),
  );
  if (connection) return connection;
  throw new ConflictError("No ERP is connected yet: an admin connects one in Settings.");
}

/** Not `not_integrated`: a record from before Crosstie may be in the books already. */
const OPEN: ReadonlySet<RecordStatus> = new Set(["pending", "error", "desynchronized"]);

async function openChildren(
  scope: Scope,
  record: SyncRecord,
  connection: Connection,
): Promise<SyncRecord[]> {
  const records = await recordsUnder(scope, { ...record, parent: keyOf(record) });
  const open: SyncRecord[] = [];
  for (const one of records) {
    if (one.recordId === record.recordId || one.isDeleted) continue;
    if (OPEN.has(one.status) || (await mayYetGo(scope, one, connection))) open.push(one);
  }
  return open;
}

/** Of the open ones, those that may go if a person asks. */
export async function readyChildren(
  scope: Scope,
  record: SyncRecord,
  connection: Connection,
): Promise<SyncRecord[]> {
  const ready: SyncRecord[] = [];
  for (const child of await openChildren(scope, record, connection)) {
    const around = await circumstancesOf(scope, child, connection);
    if (decide({ ...child, isRequested: true }, around).isReady) ready.push(child);
  }
  return ready;
}

/** A record that is not sent because of a setting may go once the setting changes. */
async function mayYetGo(
  scope: Scope,
  record: SyncRecord,
  connection: Connection,
): Promise<boolean> {
  if (record.status !== "not_applicable") return false;
  const { retainage } = await besideOf(scope, record, connection);
  return turnOf(record, retainage).nothing === undefined;
}

/** Nothing is to be sent, as far as we know: the ERP may have changed since it was asked. */
async function lookAgain(
  { db, jobs }: Pick<SyncParts, "db" | "jobs">,
  record: SyncRecord,
  request: PushRequest,
): Promise<void> {
  const { companyId, connectionId } = record;
  await inCompany(db, companyId, async (scope) => {
    await jobs.send("compare-counterparts", { companyId, connectionId }, { trx: scope });
    await auditRequest(scope, record, request);
  });
}

/** Sync or Retry in the panel: also sends the records under it that wait or failed. */
export async function requestWithChildren(
  parts: SyncParts,
  record: SyncRecord,
  by: Actor,
): Promise<void> {
  const request = { by, action: "sync_requested" } as const;
  const connection = await connectionOf(parts, record);
  const children = await inCompany(parts.db, record.companyId, (scope) =>
    openChildren(scope, record, connection),
  );
  const isUpToDate = record.status === "success" && children.length > 0;
  if (!isUpToDate) await requestPush(parts, record, request);
  const refusals: string[] = [];
  for (const child of children) {
    await requestPush(parts, child, request).catch((error: unknown) => {
      if (!(error instanceof ConflictError)) throw error;
      refusals.push(error.message);
    });
  }
  if (isUpToDate && refusals.length === children.length) {
    throw new ConflictError(refusals.join(" "));
  }
}
