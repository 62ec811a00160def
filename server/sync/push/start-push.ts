import { inCompany, type Scope } from "../../database/scope.ts";
import { AppError } from "../../errors.ts";
import type { Claim } from "../../jobs/claim.ts";
import type { Tasks } from "../../jobs/tasks.ts";
import { kindOf } from "../../kinds/index.ts";
import { isWhole } from "../../kinds/kind.ts";
import { newestOpenActivity } from "../../store/activities.ts";
import { recordToPush } from "../../store/record-pushes.ts";
import { type SyncRecord, updateRecord } from "../../store/records.ts";
import { readRecord } from "../detect/read-record.ts";
import type { SyncParts } from "../parts.ts";
import { type Attempt, beginAttempt, isToReadBack } from "./begin-attempt.ts";
import { holdNumber } from "./bill-number.ts";
import { readMasterData } from "./dependencies.ts";
import { holdBack } from "./hold-back.ts";
import { lookUpLostWrite } from "./look-up-lost-write.ts";
import { type Preparation, type Prepared, preparePush } from "./prepare-push.ts";
import { wakeWaiting } from "./push-pending.ts";

interface Begun {
  attempt: Attempt;
  prepared: Prepared;
}

interface Start {
  record: SyncRecord;
  /** A refusal to make a document is noted outside the transaction. */
  next: Preparation | Begun | { refusal: AppError } | "look up";
}

/** Begins the write in the same transaction, unless Procore has to be read first. */
export async function startPush(
  parts: SyncParts,
  scope: Scope,
  { companyId, recordId }: Tasks["push-record"],
): Promise<Start | undefined> {
  const found = await recordToPush(scope, { companyId, recordId });
  if (!found) return undefined;
  const { record } = found;
  if (record.isDeleted) return { record, next: "look up" };
  const isDone = await isUpToDate(scope, record);
  if (isDone && !isToReadBack(record)) {
    // A record that began to wait while this success was saved was missed, and sends this job.
    await wakeWaiting(parts, scope, record);
    return undefined;
  }
  // It was allowed to go before, so it may be read back without a new request.
  const asked = isDone ? { ...found, record: { ...record, isRequested: true } } : found;
  const made = await preparePush(scope, asked).catch((error: unknown) => {
    if (error instanceof AppError) return { refusal: error };
    throw error;
  });
  if (isDone && !("prepared" in made)) {
    const landsUntil = new Date(Date.now() + parts.durations.mayLandMs);
    return void (await updateRecord(scope, record, { landsUntil }));
  }
  if (!("prepared" in made) || !mayBeginAtOnce(record)) return { record: asked.record, next: made };
  const attempt = await begin(parts, scope, record, made.prepared);
  return { record, next: attempt ? { attempt, prepared: made.prepared } : made };
}

/** Without webhooks, or known from a list only, it is read first: a write stays in the books. */
function mayBeginAtOnce(record: SyncRecord): boolean {
  const kind = kindOf(record);
  return kind.hasWebhook && isWhole(kind, record.snapshot);
}

interface Started {
  first: Start;
  payload: Tasks["push-record"];
  signal: AbortSignal;
  claim: Claim;
}

export async function beginOrHoldBack(
  parts: SyncParts,
  started: Started,
): Promise<Begun | undefined> {
  const { record, next } = started.first;
  if (next === "look up") return void (await lookUpLostWrite(parts, record));
  if ("refusal" in next) throw next.refusal;
  if ("attempt" in next) return next;
  if ("blocked" in next) {
    if (!next.unread || !(await readMasterData(parts, record, next.unread))) {
      return void (await holdBack(parts, record, next.blocked));
    }
    return void (await sendAgain(parts, record, new Date()));
  }
  if (!mayBeginAtOnce(record)) return readAndBegin(parts, started, next.prepared.connection);
  return void (await sendAgain(parts, record));
}

/** If the read finds a change, `beginPush` refuses the older snapshot and the job comes again. */
async function readAndBegin(
  parts: SyncParts,
  { first: { record }, signal, claim }: Started,
  connection: Prepared["connection"],
): Promise<Begun | undefined> {
  await readRecord(parts, connection, { place: record, signal, claim });
  const begun = await inCompany(parts.db, record.companyId, async (scope) => {
    const found = await recordToPush(scope, record);
    if (!found) return undefined;
    const isRequested = found.record.isRequested || record.isRequested;
    const made = await preparePush(scope, { ...found, record: { ...found.record, isRequested } });
    if (!("prepared" in made)) return undefined;
    const attempt = await begin(parts, scope, record, made.prepared);
    return attempt && { attempt, prepared: made.prepared };
  });
  return begun ?? void (await sendAgain(parts, record));
}

/** Undefined: not now. The kind of document is saved first: a lost write is looked up under it. */
async function begin(
  parts: SyncParts,
  scope: Scope,
  record: SyncRecord,
  { document }: Prepared,
): Promise<Attempt | undefined> {
  if (!(await holdNumber(scope, record, document))) return undefined;
  if (record.document !== document.kind) {
    await updateRecord(scope, record, { document: document.kind });
  }
  return beginAttempt(parts, scope, record);
}

/** The record has changed since it was read, or another process has a write of it under way. */
function sendAgain(
  { jobs, durations }: SyncParts,
  { companyId, connectionId, recordId }: SyncRecord,
  startAfter = new Date(Date.now() + durations.sendAgainMs),
): Promise<void> {
  return jobs.send("push-record", { companyId, connectionId, recordId }, { startAfter });
}

/** One reason may send two jobs: what the ERP has is not sent again. */
async function isUpToDate(
  scope: Scope,
  { companyId, recordId, status, erpId, attemptingSince }: SyncRecord,
): Promise<boolean> {
  if (status !== "success" || erpId === null || attemptingSince !== null) return false;
  return (await newestOpenActivity(scope, companyId, recordId)) === undefined;
}
