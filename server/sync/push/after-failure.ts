import type { Document } from "../../connectors/documents.ts";
import { systemOf } from "../../connectors/index.ts";
import { inCompany } from "../../database/scope.ts";
import {
  AppError,
  CannotFollowError,
  NotSetUpError,
  RemoteError,
  UnknownOutcomeError,
} from "../../errors.ts";
import { ClaimLostError, JobEndedError } from "../../jobs/claim.ts";
import { kindOf, labelOf } from "../../kinds/index.ts";
import { keyOf } from "../../kinds/kind.ts";
import { log } from "../../log.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import type { Connection } from "../../store/connections.ts";
import { forgetCounterpart } from "../../store/counterparts.ts";
import { PASSING } from "../../store/failure.ts";
import { findRecord, type SyncRecord } from "../../store/records.ts";
import { explainFailure } from "../explain-failure.ts";
import { noticeRefusal } from "../notice-refusal.ts";
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
  write?: Write;
  document?: Document;
  error: unknown;
  isLastTry: boolean;
}

/** Throws the error again if the job is to try again; otherwise records a failure for a person. */
export async function afterFailure(parts: SyncParts, failed: Failed): Promise<undefined> {
  const { begunAt, error, isLastTry } = failed;
  const isForeseen = error instanceof AppError;
  const isOutcomeUnknown = isUnknown(failed);
  const record = isOutcomeUnknown ? withOutcomeUnknown(parts, failed) : failed.record;
  // While the outcome of an earlier write is unknown, even the last try does not give up.
  const goesOnAsking = !isLastTry || record.attemptingSince !== null;
  const isOver = error instanceof ClaimLostError || error instanceof JobEndedError;
  if (!isForeseen && (isOutcomeUnknown || goesOnAsking || isOver)) {
    return pauseAfterStumble(parts, { ...failed, record }, isOutcomeUnknown);
  }
  const connection = await inCompany(parts.db, record.companyId, (scope) =>
    connectionById(scope, record),
  );
  // Uninstalled meanwhile: after a new installation the next push may look at once.
  if (!connection || error instanceof NotSetUpError) {
    return void (await notePause(parts, { record, begunAt, isOutcomeUnknown }));
  }
  const { companyId, connectionId } = connection;
  const system = systemOf(connection).name;
  const isRemote = error instanceof RemoteError;
  if (isOutcomeUnknown || (isRemote && error.retryable && goesOnAsking)) {
    const waiting = whatItWaitsFor(system, error, isOutcomeUnknown);
    await notePause(parts, { record, begunAt, waiting, isOutcomeUnknown });
    throw error;
  }
  await noticeRefusal(parts, connection, error);
  const sought =
    isRemote && !error.retryable ? await forgetVanished(parts, failed, error) : undefined;
  const failure = explainFailure(error, { label: labelOf(record), system, now: new Date() });
  if (error instanceof CannotFollowError) {
    const differs = whyItStays(record, connection, error);
    return void (await settleFailure(parts, { record, begunAt, failure, differs }));
  }
  const isByParent = isRemote && !error.retryable && isUnderAnother(record);
  const goesOn = PASSING.includes(failure.code) || sought !== undefined || isByParent;
  const waitingFor = sought ? keyOf(sought) : isByParent ? (record.parent ?? undefined) : undefined;
  await settleFailure(parts, { record, begunAt, failure, goesOn, waitingFor });
  if (sought) await lookFor(parts, sought);
  // Perhaps accounting has closed or rejected its order: then it goes on once that is open.
  else if (isByParent) await parts.jobs.send("compare-counterparts", { companyId, connectionId });
  if (!isForeseen) {
    log.error(
      { err: error, recordId: record.recordId },
      "a push failed for a reason nobody foresaw",
    );
  }
}

const isUnderAnother = (record: SyncRecord) =>
  record.parent !== null && record.parent !== keyOf(record);

/** Follows "Waits for". */
function whatItWaitsFor(system: string, error: unknown, isOutcomeUnknown: boolean): string {
  const hasFailed = error instanceof UnknownOutcomeError && error.hasEnded && error.isQuoted;
  if (hasFailed) {
    const words = error.reason.replace(/(?<![\s.])[\s.]*$/, ".");
    return `${system}, which fails on it: ${words} Crosstie looks whether it was saved before it tries again`;
  }
  return isOutcomeUnknown || !(error instanceof RemoteError)
    ? `${system}'s answer was lost: looking it up before anything is sent again`
    : `${error.system} to answer: ${error.reason}`;
}

function whyItStays(record: SyncRecord, connection: Connection, error: CannotFollowError): string {
  const { figures, refusal } = error;
  const differs = differenceOf({
    number: record.erpNumber,
    word: wordOf(record, connection.system),
    system: error.system,
    wanted: figures?.wanted ?? null,
    total: figures?.total,
    ...(refusal?.meaning === "counterpart_gone" && { state: "gone" }),
  });
  return differs?.says ?? error.message;
}

/** The write was sent, and its answer was lost or could not be saved. */
function isUnknown({ error, write }: Failed): boolean {
  if (error instanceof AppError) return error instanceof UnknownOutcomeError;
  return !(error instanceof ClaimLostError) && write !== undefined && write.state !== "not sent";
}

/** An earlier write with an unknown outcome keeps its time. */
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

/** A fault of ours or the database passes. If this note fails, the row still shows the attempt. */
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

/** The ERP no longer takes this vendor: the link is forgotten, but a newer link stays. */
async function forgetVanished(
  { db }: SyncParts,
  { record, document }: Failed,
  { refusal }: RemoteError,
): Promise<SyncRecord | undefined> {
  const isVanished =
    refusal?.meaning === "vendor_unknown" || refusal?.meaning === "vendor_inactive";
  if (!isVanished || !document || !("vendorId" in document)) return undefined;
  const { vendorId } = document;
  const kind = kindOf(record);
  const needs = kind.needs(kind.parse(record.snapshot));
  return inCompany(db, record.companyId, async (scope) => {
    for (const { kind: name, procoreId } of needs) {
      if (!procoreId || !kindOf({ kind: name }).isMasterData) continue;
      const object = { ...record, kind: name, procoreId };
      if (await forgetCounterpart(scope, object, vendorId)) return findRecord(scope, object);
    }
    return undefined;
  });
}

function lookFor(
  { jobs }: SyncParts,
  { companyId, connectionId, recordId }: SyncRecord,
): Promise<void> {
  return jobs.send("push-record", { companyId, connectionId, recordId });
}
