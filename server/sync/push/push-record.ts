import { systems } from "../../connectors/index.ts";
import {
  AppError,
  CredentialsRefusedError,
  RemoteError,
  UnknownOutcomeError,
} from "../../errors.ts";
import type { Task } from "../../jobs/tasks.ts";
import { kindOf, labelOf } from "../../kinds/index.ts";
import { log } from "../../log.ts";
import { newestOpenActivity } from "../../store/activities.ts";
import { markConnection } from "../../store/connections.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import { getRecord, type SyncRecord } from "../../store/records.ts";
import { completeRecord, readRecord } from "../detect/read-record.ts";
import { explainFailure } from "../explain-failure.ts";
import type { SyncParts } from "../parts.ts";
import { forgetVanished } from "./forget-vanished.ts";
import { holdBack } from "./hold-back.ts";
import { type Prepared, preparePush } from "./prepare-push.ts";
import { settleLost } from "./settle-lost.ts";
import {
  type Attempt,
  beginAttempt,
  notePause,
  settleFailure,
  settleSuccess,
} from "./settle-push.ts";
import { wakeWaiting } from "./wake-waiting.ts";
import { writeDocument } from "./write-document.ts";

/**
 * Brings one record up to date in the ERP: all its pending activities are met by one write of its
 * newest state.
 */
export function pushRecord(parts: SyncParts): Task<"push-record"> {
  return async ({ companyId, recordId }, { isLastTry, signal }) => {
    const record = await getRecord(parts.db, companyId, recordId);
    if (!record) return;
    /** `known`: what is known of the record when the step fails. */
    const noting = (known: SyncRecord) => (error: unknown) =>
      afterFailure(parts, { record: known, error, isLastTry });

    const begun = await begin(parts, record, signal).catch(noting(record));
    if (!begun) return;
    const { attempt, prepared } = begun;
    const earlier = await findEarlier(attempt, prepared).catch(noting(attempt.record));
    if (!earlier) return;
    // The earlier write is accounted for; from here on only this one can be lost.
    const accounted = { ...attempt.record, attemptingSince: null };
    await write(parts, attempt, { ...prepared, ...earlier }).catch(noting(accounted));
  };
}

interface Begun {
  attempt: Attempt;
  prepared: Prepared;
}

/** Undefined: there is nothing to write now. */
async function begin(
  parts: SyncParts,
  record: SyncRecord,
  signal: AbortSignal,
): Promise<Begun | undefined> {
  if (record.isDeleted) return void (await settleLost(parts, record));
  if (await isUpToDate(parts, record)) return wakeLate(parts, record);
  const made = await preparePush(parts, record);
  if ("blocked" in made) return void (await holdBack(parts, record, made.blocked));
  const { connection } = made.prepared;
  // Procore says nothing of a change, and what is written once stays in the books: look first. What
  // is different then is a new snapshot, and nothing is begun.
  if (!kindOf(record).isTold) await readRecord(parts, connection, { place: record, signal });
  else await completeRecord(parts, connection, record);
  const attempt = await beginAttempt(parts, record);
  if (!attempt) return void (await sendAgain(parts, record));
  return { attempt, prepared: made.prepared };
}

/** What an earlier write, whose answer was lost, has left in the ERP. */
async function findEarlier({ isOutcomeUnknown }: Attempt, { connector, document }: Prepared) {
  return { found: isOutcomeUnknown ? await connector.find(document) : undefined };
}

async function write(
  parts: SyncParts,
  attempt: Attempt,
  writing: Parameters<typeof writeDocument>[2],
): Promise<void> {
  const written = await writeDocument(parts, attempt, writing);
  if (written) await settleSuccess(parts, { ...attempt, upTo: written.upTo }, written.counterpart);
}

/**
 * In a moment: it has changed since it was read, or a process that died or stalls has a write of it
 * under way.
 */
function sendAgain(
  { jobs, durations }: SyncParts,
  { companyId, connectionId, recordId }: SyncRecord,
): Promise<void> {
  const startAfter = new Date(Date.now() + durations.sendAgainMs);
  return jobs.send("push-record", { companyId, connectionId, recordId }, { startAfter });
}

/**
 * A record can be woken twice for one reason; what the ERP has is neither sent again nor put back
 * to pending.
 */
async function isUpToDate(
  { db }: SyncParts,
  { companyId, recordId, status, erpId, attemptingSince }: SyncRecord,
): Promise<boolean> {
  if (status !== "success" || erpId === null || attemptingSince !== null) return false;
  return (await newestOpenActivity(db, companyId, recordId)) === undefined;
}

/**
 * Whoever began to wait while this record's success was being written down was overlooked then;
 * each waiter sends this job after its own commit.
 */
async function wakeLate(parts: SyncParts, record: SyncRecord): Promise<undefined> {
  await parts.db.transaction((trx) => wakeWaiting(parts, trx, record));
}

interface Failed {
  /** As it was read before the write began. */
  record: SyncRecord;
  error: unknown;
  isLastTry: boolean;
}

/** Goes on later by itself (rethrown, the job tries again) or needs a person (recorded as failed). */
async function afterFailure(
  parts: SyncParts,
  { record, error, isLastTry }: Failed,
): Promise<undefined> {
  const connection = await connectionById(parts.db, record);
  if (!connection) return;
  const system = systems[connection.system].name;
  const isOutcomeUnknown = error instanceof UnknownOutcomeError;
  const isRemote = error instanceof RemoteError;
  if (isOutcomeUnknown || (isRemote && error.retryable && !isLastTry)) {
    const waiting = isOutcomeUnknown
      ? `${system}'s answer was lost: looking it up before anything is sent again`
      : `${error.system} to answer: ${error.reason}`;
    await notePause(parts, { record, waiting, isOutcomeUnknown });
    throw error;
  }
  if (error instanceof CredentialsRefusedError && error.system === system) {
    await markConnection(parts.db, connection, { status: "broken", summary: error.reason });
  }
  if (isRemote && !error.retryable) await forgetVanished(parts, record, error);
  const failure = explainFailure(error, { label: labelOf(record), system, now: new Date() });
  await settleFailure(parts, { record, failure, goesOn: isRemote && error.retryable });
  if (!(error instanceof AppError)) {
    log.error(
      { err: error, recordId: record.recordId },
      "a push failed for a reason nobody foresaw",
    );
  }
}
