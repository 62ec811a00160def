import { inCompany, type Scope } from "../../database/scope.ts";
import type { Counterpart } from "../../connectors/connector.ts";
import { kindOf } from "../../kinds/index.ts";
import { keyOf } from "../../kinds/kind.ts";
import { addActivity, newestOpenActivity, settleActivities } from "../../store/activities.ts";
import { settlePush } from "../../store/record-pushes.ts";
import {
  type Failure,
  lockRecordById,
  type SyncRecord,
  updateRecord,
} from "../../store/records.ts";
import { recordsWaitingFor } from "../../store/record-lists.ts";
import { difference } from "../detect/compare.ts";
import { CLOSE_BY_HAND } from "../detect/note-change.ts";
import type { SyncParts } from "../parts.ts";
import { type Attempt, readBackAt } from "./begin-attempt.ts";
import { tellOf } from "./tell-procore.ts";
import { tellSoon } from "./tell-soon.ts";
import { wakeWaiting } from "./push-pending.ts";

/** The ERP has it: record, activities and whoever waited, all at once. Then the word to Procore. */
export async function settleSuccess(
  parts: SyncParts,
  attempt: Attempt,
  counterpart: Counterpart,
): Promise<void> {
  const { record, begunAt, upTo } = attempt;
  const outcome = {
    sent: record.snapshot,
    erpId: counterpart.id,
    erpNumber: counterpart.number ?? null,
    erpLines: counterpart.lines,
    attemptingSince: null,
    landsUntil: readBackAt(record),
    attempts: 0,
    waiting: null,
    failure: null,
    pushedAt: new Date(),
    // Written anew after someone deleted the counterpart: Procore still shows the old one.
    ...(record.erpId !== null && record.erpId !== counterpart.id && { toldAt: null }),
  };
  const push = { record, begunAt, upTo, waitingFor: keyOf(record) };
  const settled = await inCompany(
    parts.db,
    record.companyId,
    async (scope) =>
      (await settlePush(scope, push, { ...outcome, status: "success", isRequested: false })) ??
      (await settleUnderLock(parts, scope, { attempt, outcome })),
  );
  if (!settled || settled.toldAt || settled.isDeleted) return;
  tellSoon(parts, record, () => tellOf(parts, record, [{ ...record, ...outcome }]));
}

/**
 * The same, holding the record's row, where it has changed meanwhile or others wait for it.
 * Undefined when the record is gone, or another process has taken it over and finds out itself.
 */
async function settleUnderLock(
  parts: SyncParts,
  scope: Scope,
  {
    attempt: { record, begunAt, upTo },
    outcome,
  }: { attempt: Attempt; outcome: Partial<SyncRecord> & { erpId: string } },
): Promise<SyncRecord | undefined> {
  const { companyId, connectionId, recordId } = record;
  const now = await lockRecordById(scope, companyId, recordId);
  if (!now || !isSameTime(now.attemptingSince, begunAt)) return undefined;
  if (upTo) {
    const synced = { status: "synced", transactionId: outcome.erpId } as const;
    await settleActivities(scope, { companyId, recordId, upTo }, synced);
  }
  if (now.isDeleted) {
    const closed = { status: "desynchronized", waiting: CLOSE_BY_HAND } as const;
    await updateRecord(scope, record, { ...outcome, ...closed, isRequested: false });
    return now;
  }
  const { isToSend: isChanged } = difference(kindOf(record), record.snapshot, now.snapshot);
  await updateRecord(scope, record, {
    ...outcome,
    status: isChanged ? "pending" : "success",
    isRequested: isChanged && now.isRequested,
  });
  await wakeWaiting(parts, scope, record);
  if (isChanged) {
    await parts.jobs.send("push-record", { companyId, connectionId, recordId }, { trx: scope });
  }
  return now;
}

/**
 * Writes into the log that the ERP got a record which nobody changed in Procore: it was created there
 * because another one needs it.
 */
export async function logCreation({ db }: SyncParts, record: SyncRecord): Promise<string> {
  const { changes } = difference(kindOf(record), undefined, record.snapshot);
  const { companyId, recordId } = record;
  const first = { companyId, recordId, action: "first_sent", changes, impact: null } as const;
  return inCompany(db, companyId, (scope) => addActivity(scope, { ...first, changedBy: null }));
}

export interface Failed {
  /**
   * What is known of it: `attemptingSince` set means that an earlier write is still not accounted
   * for.
   */
  record: SyncRecord;
  /** Of the write that this try has begun, if it has. */
  begunAt?: Date | undefined;
  failure: Failure;
  /** Whoever asked for it need not ask again: it goes on by itself. */
  goesOn?: boolean;
}

/**
 * The ERP refused, or did not answer for too long. Master data is looked at only by those who need
 * it: they fail for the same cause.
 */
export async function settleFailure(
  { db }: SyncParts,
  { record, begunAt, failure, goesOn = false }: Failed,
): Promise<void> {
  await inCompany(db, record.companyId, async (scope) => {
    // A write that failed was counted when it began; the record here is from before that.
    const hasFailed = await fail(scope, {
      record: { ...record, attempts: record.attempts + 1 },
      begunAt,
      failure,
      goesOn,
    });
    if (!hasFailed || !kindOf(record).isMasterData) return;
    const waiting = await recordsWaitingFor(scope, { ...record, waitingFor: keyOf(record) });
    // What a person has asked for stays asked for: once the cause is mended, all of them go on.
    for (const held of waiting) {
      await fail(scope, {
        record: { ...held, attempts: held.attempts + 1 },
        failure,
        goesOn: true,
      });
    }
  });
}

/** False: the record is gone, and what its deletion says of it stands; or it is another's by now. */
async function fail(scope: Scope, { record, begunAt, failure, goesOn }: Failed): Promise<boolean> {
  const now = await lockHeld(scope, record, begunAt);
  if (!now) return false;
  const { attempts, attemptingSince } = record;
  const landsUntil = begunAt && record.landsUntil;
  if (now.isDeleted) {
    await updateRecord(scope, now, { attempts, attemptingSince, landsUntil });
    return false;
  }
  const upTo = await newestOpenActivity(scope, now.companyId, now.recordId);
  if (upTo) await settleActivities(scope, { ...now, upTo }, { status: "failed", failure });
  // Asked for while the try went on: that is for the next one.
  const isRequested = now.isRequested && (goesOn === true || !record.isRequested);
  await updateRecord(scope, now, {
    status: "error",
    failure,
    attempts,
    attemptingSince,
    landsUntil,
    waiting: null,
    isRequested,
  });
  return true;
}

interface Pause {
  record: SyncRecord;
  /** Of the write that this try has begun, if it has. */
  begunAt?: Date | undefined;
  /** Left out: what the record waits for stays as it is. */
  waiting?: string;
  isOutcomeUnknown: boolean;
}

/**
 * Still on its way: says why. `attemptingSince` stays only while a write's outcome is unknown, and
 * from so long ago that the next try may look at once.
 */
export async function notePause(
  { db, durations }: SyncParts,
  { record, begunAt, waiting, isOutcomeUnknown }: Pause,
): Promise<void> {
  await inCompany(db, record.companyId, async (scope) => {
    const now = await lockHeld(scope, record, begunAt);
    if (!now) return;
    const attemptingSince = isOutcomeUnknown
      ? new Date(Date.now() - durations.underWayMs)
      : record.attemptingSince;
    const landsUntil = begunAt && record.landsUntil;
    const state = { attemptingSince, landsUntil };
    await updateRecord(scope, now, { ...state, ...(!now.isDeleted && { waiting }) });
  });
}

/**
 * Undefined: another process has begun a write since, or settled one, because this one seemed to
 * have died; what is known here is out of date.
 */
async function lockHeld(
  scope: Scope,
  { companyId, recordId, attemptingSince, pushedAt }: SyncRecord,
  begunAt: Date | undefined,
): Promise<SyncRecord | undefined> {
  const now = await lockRecordById(scope, companyId, recordId);
  const isHeld =
    now &&
    isSameTime(now.attemptingSince, begunAt ?? attemptingSince) &&
    isSameTime(now.pushedAt, pushedAt);
  return isHeld ? now : undefined;
}

const isSameTime = (one: Date | null, other: Date | null) => one?.getTime() === other?.getTime();
