import type { Knex } from "knex";
import type { Counterpart } from "../connectors/connector.ts";
import { addActivity, newestOpenActivity, settleActivities } from "../store/activities.ts";
import { beginPush, settlePush, UNDER_WAY_MS } from "../store/record-pushes.ts";
import { type Failure, lockRecordById, recordsWaitingFor, type SyncRecord, updateRecord } from "../store/records.ts";
import { compareFields } from "./compare.ts";
import { CLOSE_BY_HAND } from "./note-change.ts";
import type { SyncParts } from "./parts.ts";
import { fieldsOf } from "./snapshot.ts";
import { tellSoon } from "./tell-soon.ts";
import { waitingForKey, wakeWaiting } from "./wake-waiting.ts";

/** A push under way: the record as it was when the write began, and the newest activity that this write meets. */
export interface Attempt {
  record: SyncRecord;
  upTo: string | undefined;
  /** An earlier write of this record never got its answer. */
  isOutcomeUnknown: boolean;
}

/** Marks the write as begun, before it begins: a crash from here on leaves a trace. Undefined when the record is gone or has changed since it was read, or when another write of it is under way. */
export async function beginAttempt({ db }: SyncParts, of: SyncRecord): Promise<Attempt | undefined> {
  const begun = await beginPush(db, of);
  return begun && { record: begun.record, upTo: begun.newestOpen, isOutcomeUnknown: begun.record.attemptingSince !== null };
}

/** The ERP has it: record, activities and whoever waited, all at once. Then the word to Procore. */
export async function settleSuccess(parts: SyncParts, attempt: Attempt, counterpart: Counterpart): Promise<void> {
  const { record, upTo } = attempt;
  const outcome = {
    sent: record.snapshot,
    erpId: counterpart.id,
    erpNumber: counterpart.number ?? null,
    erpLines: counterpart.lines,
    attemptingSince: null,
    attempts: 0,
    failure: null,
    pushedAt: new Date(),
    // Written anew after someone deleted the counterpart: Procore still shows the old one.
    ...(record.erpId !== null && record.erpId !== counterpart.id && { toldAt: null }),
  };
  const push = { record, upTo, waitingFor: waitingForKey(record) };
  const settled = (await settlePush(parts.db, push, { ...outcome, status: "success", isRequested: false })) ?? (await settleInTurn(parts, attempt, outcome));
  if (settled && !settled.toldAt) await tellSoon(parts, { companyId: record.companyId, projectId: record.projectId });
}

/** The same where it has changed meanwhile, or others wait for it. Undefined when the record is gone. */
function settleInTurn(parts: SyncParts, { record, upTo }: Attempt, outcome: Partial<SyncRecord> & { erpId: string }): Promise<SyncRecord | undefined> {
  const { companyId, connectionId, recordId } = record;
  return parts.db.transaction(async (trx) => {
    const now = await lockRecordById(trx, companyId, recordId);
    if (!now) return undefined;
    if (upTo) await settleActivities(trx, { companyId, recordId, upTo }, { status: "synced", transactionId: outcome.erpId });
    if (now.isDeleted) {
      await updateRecord(trx, record, { ...outcome, status: "desynchronized", waiting: CLOSE_BY_HAND, isRequested: false });
      return now;
    }
    const hasChangedMeanwhile = compareFields(fieldsOf(record.kind, record.snapshot), fieldsOf(record.kind, now.snapshot)).length > 0;
    await updateRecord(trx, record, { ...outcome, status: hasChangedMeanwhile ? "pending" : "success", isRequested: hasChangedMeanwhile && now.isRequested });
    await wakeWaiting(parts, trx, record);
    if (hasChangedMeanwhile) await parts.jobs.send("push-record", { companyId, connectionId, recordId }, { trx });
    return now;
  });
}

/** Writes into the log that the ERP got a vendor which nobody changed in Procore: it was created because a commitment needs it. */
export async function logCreatedVendor({ db }: SyncParts, record: SyncRecord): Promise<string> {
  const changes = compareFields([], fieldsOf(record.kind, record.snapshot));
  return addActivity(db, { companyId: record.companyId, recordId: record.recordId, action: "created", changes, impact: null, changedBy: null });
}

/** The ERP refused, and nothing but a person helps. Whoever waits for this vendor fails for the same cause. */
export async function settleFailure({ db }: SyncParts, record: SyncRecord, failure: Failure): Promise<void> {
  await db.transaction(async (trx) => {
    // A write that failed was counted when it began; the record here is from before that.
    await fail(trx, { ...record, attempts: record.attempts + 1, isRequested: false }, failure);
    if (record.kind !== "vendor") return;
    const waiting = await recordsWaitingFor(trx, { ...record, waitingFor: waitingForKey(record) });
    // Who was asked for stays asked for: once the vendor is there, all of them go on by themselves.
    for (const held of waiting) await fail(trx, { ...held, attempts: held.attempts + 1 }, failure);
  });
}

async function fail(trx: Knex.Transaction, record: SyncRecord, failure: Failure): Promise<void> {
  const upTo = await newestOpenActivity(trx, record.companyId, record.recordId);
  if (upTo) await settleActivities(trx, { ...record, upTo }, { status: "failed", failure });
  // A write that an earlier try lost sight of stays marked: the next one looks before it posts.
  const { attempts, attemptingSince, isRequested } = record;
  await updateRecord(trx, record, { status: "error", failure, attempts, attemptingSince, waiting: null, isRequested });
}

/** Still on its way: says why. `attemptingSince` stays only while a write's outcome is unknown, and from so long ago that the next try may look at once. */
export async function notePause({ db }: SyncParts, record: SyncRecord, pause: { waiting: string; isOutcomeUnknown: boolean }): Promise<void> {
  await updateRecord(db, record, { waiting: pause.waiting, attemptingSince: pause.isOutcomeUnknown ? new Date(Date.now() - UNDER_WAY_MS) : record.attemptingSince });
}
