import type { Document } from "../../connectors/documents.ts";
import { systemOf } from "../../connectors/index.ts";
import { inCompany } from "../../database/scope.ts";
import {
  AppError,
  CannotFollowError,
  CredentialsRefusedError,
  RemoteError,
  UnknownOutcomeError,
} from "../../errors.ts";
import { ClaimLostError, JobEndedError } from "../../jobs/claim.ts";
import { kindOf, labelOf } from "../../kinds/index.ts";
import { log } from "../../log.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import { type Connection, markConnection } from "../../store/connections.ts";
import { forgetCounterpart } from "../../store/counterparts.ts";
import type { SyncRecord } from "../../store/records.ts";
import { explainFailure } from "../explain-failure.ts";
import type { SyncParts } from "../parts.ts";
import { differenceOf } from "./counterpart-differs.ts";
import { wordOf } from "./decide.ts";
import { notePause, settleFailure } from "./settle-failure.ts";

export interface Write {
  state: "not sent" | "under way" | "answered";
}

export interface Failed {
  /** As it was read before the write began. */
  record: SyncRecord;
  /** Of the write that this try has begun, if it has. */
  begunAt?: Date;
  /** How far that write got. */
  write?: Write;
  /** What was written. */
  document?: Document;
  error: unknown;
  isLastTry: boolean;
}

/** Goes on later by itself (rethrown, the job tries again) or needs a person (recorded as failed). */
export async function afterFailure(parts: SyncParts, failed: Failed): Promise<undefined> {
  const { begunAt, error, isLastTry } = failed;
  const isForeseen = error instanceof AppError;
  const isOutcomeUnknown = isUnknown(failed);
  const record = isOutcomeUnknown ? withOutcomeUnknown(parts, failed) : failed.record;
  // An earlier write is not accounted for: whoever asks what came of it is not done.
  const goesOnAsking = !isLastTry || record.attemptingSince !== null;
  const isOver = error instanceof ClaimLostError || error instanceof JobEndedError;
  if (!isForeseen && (isOutcomeUnknown || goesOnAsking || isOver)) {
    return pauseAfterStumble(parts, { ...failed, record }, isOutcomeUnknown);
  }
  const connection = await inCompany(parts.db, record.companyId, (scope) =>
    connectionById(scope, record),
  );
  // Uninstalled meanwhile: nobody waits for the write any more, whoever comes next may look at once.
  if (!connection) return void (await notePause(parts, { record, begunAt, isOutcomeUnknown }));
  const system = systemOf(connection).name;
  const isRemote = error instanceof RemoteError;
  if (isOutcomeUnknown || (isRemote && error.retryable && goesOnAsking)) {
    const waiting =
      isOutcomeUnknown || !isRemote
        ? `${system}'s answer was lost: looking it up before anything is sent again`
        : `${error.system} to answer: ${error.reason}`;
    await notePause(parts, { record, begunAt, waiting, isOutcomeUnknown });
    throw error;
  }
  if (error instanceof CredentialsRefusedError && error.system === system) {
    const broken = { status: "broken", summary: error.reason } as const;
    await inCompany(parts.db, record.companyId, (scope) =>
      markConnection(scope, connection, broken),
    );
  }
  if (isRemote && !error.retryable) await forgetVanished(parts, failed, error);
  const failure = explainFailure(error, { label: labelOf(record), system, now: new Date() });
  if (error instanceof CannotFollowError) {
    const differs = whyItStays(record, connection, error);
    return void (await settleFailure(parts, { record, begunAt, failure, differs }));
  }
  const goesOn = !isForeseen || (isRemote && error.retryable);
  await settleFailure(parts, { record, begunAt, failure, goesOn });
  if (!isForeseen) {
    log.error(
      { err: error, recordId: record.recordId },
      "a push failed for a reason nobody foresaw",
    );
  }
}

/** In words; the refusal itself where there is nothing else to say. */
function whyItStays(record: SyncRecord, connection: Connection, error: CannotFollowError): string {
  const { figures } = error;
  const differs = differenceOf({
    number: record.erpNumber,
    word: wordOf(record, connection.system),
    system: error.system,
    wanted: figures?.wanted ?? null,
    total: figures?.total,
    ...(!figures && { state: "gone" }),
  });
  return differs ?? error.message;
}

/** A write that was sent, and of which we never heard, or could not write down what we heard. */
function isUnknown({ error, write }: Failed): boolean {
  if (error instanceof AppError) return error instanceof UnknownOutcomeError;
  return !(error instanceof ClaimLostError) && write !== undefined && write.state !== "not sent";
}

/** An earlier write whose outcome is unknown keeps its time. */
function withOutcomeUnknown(
  { durations }: SyncParts,
  { record, begunAt, error, write }: Failed,
): SyncRecord {
  if (!begunAt || record.attemptingSince !== null) return record;
  const hasEnded =
    error instanceof UnknownOutcomeError ? error.hasEnded : write?.state === "answered";
  const until = Date.now() + (hasEnded ? 0 : durations.mayLandMs);
  return { ...record, landsUntil: new Date(Math.max(until, record.landsUntil?.getTime() ?? 0)) };
}

/**
 * Our own fault, our database's, or another process has our job: all of that passes. What the
 * database does not take now it has from before the write: attempted, and nothing heard.
 */
async function pauseAfterStumble(
  parts: SyncParts,
  { record, begunAt, error }: Failed,
  isOutcomeUnknown: boolean,
): Promise<never> {
  const waiting = isOutcomeUnknown ? CUT_SHORT : undefined;
  await notePause(parts, { record, begunAt, isOutcomeUnknown, ...(waiting && { waiting }) }).catch(
    (cause: unknown) =>
      log.warn({ err: cause, recordId: record.recordId }, "could not note a pause"),
  );
  throw error;
}

const CUT_SHORT = "what came of its last write: looking it up before anything is sent again";

/**
 * The ERP no longer knows the vendor that the document names: the next try looks for it by name
 * again. What has another counterpart by now keeps it.
 */
async function forgetVanished(
  { db }: SyncParts,
  { record, document }: Failed,
  { refusal }: RemoteError,
): Promise<void> {
  if (refusal?.meaning !== "vendor_unknown" || !document || !("vendorId" in document)) return;
  const { vendorId } = document;
  const kind = kindOf(record);
  const needs = kind.needs(kind.parse(record.snapshot));
  await inCompany(db, record.companyId, async (scope) => {
    for (const { kind: name, procoreId } of needs) {
      if (!procoreId || !kindOf({ kind: name }).isMasterData) continue;
      await forgetCounterpart(scope, { ...record, kind: name, procoreId }, vendorId);
    }
  });
}
