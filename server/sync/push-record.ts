import { systemOf } from "../connectors/index.ts";
import { AppError, CredentialsRefusedError, RemoteError, UnknownOutcomeError } from "../errors.ts";
import { log } from "../log.ts";
import type { Task } from "../jobs/tasks.ts";
import { newestOpenActivity } from "../store/activities.ts";
import { connectionInUse, markConnection } from "../store/connections.ts";
import { findRecord, getRecord, type SyncRecord, updateRecord } from "../store/records.ts";
import { look } from "./detect-change.ts";
import { explainFailure } from "./explain-failure.ts";
import { holdBack } from "./hold-back.ts";
import type { SyncParts } from "./parts.ts";
import { preparePush } from "./prepare-push.ts";
import { settleLost } from "./settle-lost.ts";
import { beginAttempt, notePause, settleFailure, settleSuccess } from "./settle-push.ts";
import { labelOf } from "./snapshot.ts";
import { wakeWaiting } from "./wake-waiting.ts";
import { writeDocument } from "./write-document.ts";

/**
 * Brings one record up to date in the ERP: all its pending activities are met by one write of its
 * newest state.
 */
export function pushRecord(parts: SyncParts): Task<"push-record"> {
  return async ({ companyId, recordId }, { isLastTry }) => {
    const read = await getRecord(parts.db, companyId, recordId);
    if (!read) return;
    // What is known of it, should the try fail: a write that begins, and a look-up that answers,
    // change it.
    const trying = { record: read };
    try {
      await push(parts, trying);
    } catch (error) {
      await afterFailure(parts, { record: trying.record, error, isLastTry });
    }
  };
}

async function push(parts: SyncParts, trying: { record: SyncRecord }): Promise<void> {
  const { record } = trying;
  if (record.isDeleted) return void (await settleLost(parts, record));
  if (await isUpToDate(parts, record)) return wakeLate(parts, record);
  const prepared = await preparePush(parts, record);
  if ("waiting" in prepared) return holdBack(parts, record, prepared);
  // Procore says nothing of an invoice that is sent back or deleted, and what is billed once stays
  // billed.
  if (record.kind === "requisition") await look(parts, prepared.connection, record);

  const attempt = await beginAttempt(parts, record);
  if (!attempt) return sendAgain(parts, record);
  trying.record = attempt.record;
  const found = attempt.isOutcomeUnknown
    ? await prepared.connector.find(prepared.document)
    : undefined;
  // The earlier write is accounted for; from here on only this one can be lost.
  trying.record = { ...attempt.record, attemptingSince: null };
  const counterpart = await writeDocument(parts, attempt, { ...prepared, found });
  if (counterpart) await settleSuccess(parts, attempt, counterpart);
}

/**
 * In a moment: it has changed since it was read, or a process that died or stalls has a write of it
 * under way.
 */
function sendAgain(
  { jobs }: SyncParts,
  { companyId, connectionId, recordId }: SyncRecord,
): Promise<void> {
  return jobs.send(
    "push-record",
    { companyId, connectionId, recordId },
    { startAfter: new Date(Date.now() + 1_000) },
  );
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
async function wakeLate(parts: SyncParts, record: SyncRecord): Promise<void> {
  await parts.db.transaction((trx) => wakeWaiting(parts, trx, record));
}

interface Failed {
  /** As it was read before the write began. */
  record: SyncRecord;
  error: unknown;
  isLastTry: boolean;
}

/**
 * Goes on later by itself (rethrown, the job tries again) or needs a person (recorded as failed).
 */
async function afterFailure(parts: SyncParts, { record, error, isLastTry }: Failed): Promise<void> {
  const connection = await connectionInUse(parts.db, record.companyId);
  if (!connection) return;
  const system = systemOf(connection).name;
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
  if (isRemote && !error.retryable) await forgetVanishedVendor(parts, record, error);
  const failure = explainFailure(error, { label: labelOf(record), system, now: new Date() });
  await settleFailure(parts, { record, failure, goesOn: isRemote && error.retryable });
  if (!(error instanceof AppError)) {
    log.error(
      { err: error, recordId: record.recordId },
      "a push failed for a reason nobody foresaw",
    );
  }
}

/** The ERP no longer knows the vendor we remembered: the next try looks for it by name again. */
async function forgetVanishedVendor(
  { db }: SyncParts,
  record: SyncRecord,
  error: RemoteError,
): Promise<void> {
  if (record.kind === "vendor" || !record.vendorId || !/\bentity\b/i.test(error.reason)) return;
  const vendor = await findRecord(db, { ...record, kind: "vendor", procoreId: record.vendorId });
  if (vendor) await updateRecord(db, vendor, { erpId: null, toldAt: null });
}
