import { inCompany, type Scope } from "../../database/scope.ts";
import { kindOf } from "../../kinds/index.ts";
import { keyOf } from "../../kinds/kind.ts";
import { newestOpenActivity, reopenFailed, settleActivities } from "../../store/activities.ts";
import type { Failure } from "../../store/failure.ts";
import { lockWaitingFor } from "../../store/record-lists.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";
import { hasChanged, isSameTime } from "./begin-attempt.ts";
import { causeOf } from "./cause-of.ts";

export interface Failed {
  /** `attemptingSince` set: the outcome of an earlier write is still unknown. */
  record: SyncRecord;
  begunAt?: Date | undefined;
  failure: Failure;
  /** The record goes on by itself: nobody has to ask again. */
  goesOn?: boolean;
  /** The counterpart stays as it is: how the two differ. */
  differs?: string | null;
  /** Key of the record that is looked for again: once it is found, this one goes on. */
  waitingFor?: string | undefined;
}

/** When master data fails, the records that wait for it fail for the same cause. */
export async function settleFailure(
  { db }: SyncParts,
  { record, begunAt, failure, goesOn = false, differs = null, waitingFor }: Failed,
): Promise<void> {
  await inCompany(db, record.companyId, async (scope) => {
    // The write counted this attempt when it began; the record here is from before that.
    const caused = { ...failure, cause: causeOf(record, failure) };
    const hasFailed = await fail(scope, {
      record: { ...record, attempts: record.attempts + 1 },
      begunAt,
      failure: caused,
      goesOn,
      differs,
      waitingFor,
    });
    if (!hasFailed || !kindOf(record).isMasterData) return;
    const waiting = await lockWaitingFor(scope, { ...record, waitingFor: keyOf(record) });
    // A person's request stays: once the cause is corrected, all of them go on.
    for (const held of waiting) {
      await fail(scope, {
        record: { ...held, attempts: held.attempts + 1 },
        failure: caused,
        goesOn: true,
      });
    }
  });
}

/** False: it is deleted, another process has it, or it changed: the change has a job of its own. */
async function fail(
  scope: Scope,
  { record, begunAt, failure, goesOn, differs = null, waitingFor }: Failed,
): Promise<boolean> {
  const now = await lockHeld(scope, record, begunAt);
  if (!now) return false;
  const { attempts, attemptingSince } = record;
  const landsUntil = begunAt && record.landsUntil;
  if (now.isDeleted || (!kindOf(now).isMasterData && hasChanged(record, now))) {
    await updateRecord(scope, now, { attempts, attemptingSince, landsUntil });
    return false;
  }
  const upTo = await newestOpenActivity(scope, now.companyId, now.recordId);
  if (upTo) await settleActivities(scope, { ...now, upTo }, { status: "failed", failure });
  // A request that came during this try is for the next one.
  const isRequested = now.isRequested && (goesOn === true || !record.isRequested);
  await updateRecord(scope, now, {
    status: differs === null ? "error" : "desynchronized",
    ...(differs !== null && { differs, accepted: null }),
    failure,
    attempts,
    attemptingSince,
    landsUntil,
    waiting: null,
    ...(waitingFor !== undefined && { waitingFor }),
    isRequested,
    declined: isRequested ? now.declined : null,
  });
  return true;
}

interface Pause {
  record: SyncRecord;
  begunAt?: Date | undefined;
  /** Left out: what the record waits for stays as it is. */
  waiting?: string;
  isOutcomeUnknown: boolean;
}

/** A write with an unknown outcome is dated back, so that the next try may look it up at once. */
export async function notePause({ db, durations }: SyncParts, pause: Pause): Promise<void> {
  const { record, begunAt, isOutcomeUnknown } = pause;
  await inCompany(db, record.companyId, async (scope) => {
    const now = await lockHeld(scope, record, begunAt);
    if (!now) return;
    const attemptingSince = isOutcomeUnknown
      ? new Date(Date.now() - durations.underWayMs)
      : record.attemptingSince;
    const landsUntil = begunAt && record.landsUntil;
    const state = { attemptingSince, landsUntil };
    await updateRecord(scope, now, { ...state, ...(await pausedBy(scope, now, pause)) });
  });
}

/** A failure stays on the screen, unless the outcome is unknown: the write may have got through. */
async function pausedBy(
  scope: Scope,
  now: SyncRecord,
  { waiting, isOutcomeUnknown }: Pause,
): Promise<Partial<SyncRecord>> {
  if (now.isDeleted) return {};
  const unanswered = waiting === undefined ? {} : { waiting, isUnanswered: true };
  if (now.status !== "error") return unanswered;
  if (!isOutcomeUnknown) return {};
  await reopenFailed(scope, now);
  return { ...unanswered, status: "pending", failure: null };
}

/** Undefined: another process took this one for dead, and has begun or settled a write. */
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
