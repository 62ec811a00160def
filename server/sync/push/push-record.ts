import { inCompany, type Scope } from "../../database/scope.ts";
import type { Connector, Found } from "../../connectors/connector.ts";
import { AppError } from "../../errors.ts";
import type { Claim } from "../../jobs/claim.ts";
import type { Task, Tasks } from "../../jobs/tasks.ts";
import { kindOf } from "../../kinds/index.ts";
import { newestOpenActivity } from "../../store/activities.ts";
import { recordToPush } from "../../store/record-pushes.ts";
import { type SyncRecord, updateRecord } from "../../store/records.ts";
import { readRecord } from "../detect/read-record.ts";
import type { SyncParts } from "../parts.ts";
import { openConnector } from "../open-connector.ts";
import { afterFailure, type Failed, type Write } from "./after-failure.ts";
import { readMasterData } from "./dependencies.ts";
import { holdBack } from "./hold-back.ts";
import { type Preparation, type Prepared, preparePush } from "./prepare-push.ts";
import { lookUpLostWrite, mayLand } from "./look-up-lost-write.ts";
import {
  type Attempt,
  beginAttempt,
  hasLanded,
  isToReadBack,
  readBackAt,
} from "./begin-attempt.ts";
import { notePause } from "./settle-failure.ts";
import { settleSuccess } from "./settle-push.ts";
import { wakeWaiting } from "./push-pending.ts";
import { writeDocument } from "./write-document.ts";

/**
 * Brings one record up to date in the ERP: one write of its newest state covers all its pending
 * activities.
 */
export function pushRecord(parts: SyncParts): Task<"push-record"> {
  return async (payload, { isLastTry, signal, claim }) => {
    /** `known`: what is known of the record when the step fails. */
    const noting = (known: Omit<Failed, "error" | "isLastTry">) => (error: unknown) =>
      afterFailure(parts, { ...known, error, isLastTry });

    const first = await inCompany(parts.db, payload.companyId, (scope) =>
      start(parts, scope, payload),
    );
    if (!first) return;
    const begun = await beginOrHoldBack(parts, { first, payload, signal, claim }).catch(
      noting({ record: first.record }),
    );
    if (!begun) return;
    const { attempt, prepared } = begun;
    const { record, begunAt } = attempt;
    const write: Write = { state: "not sent" };
    // By then no other process may have begun a write of this record: nothing is asked before.
    const oursUntil = begunAt.getTime() + parts.durations.underWayMs / 6;
    const connector = openConnector(parts, prepared.connection, async () => {
      if (Date.now() > oursUntil || signal.aborted) await claim.check();
      write.state = "under way";
    });
    const earlier = await findEarlier(parts, attempt, { ...prepared, connector }).catch(
      noting({ record, begunAt }),
    );
    if (!earlier) return;
    // The earlier write is accounted for; from here on only this one can be lost.
    const accounted = { ...record, attemptingSince: null, landsUntil: readBackAt(record) };
    const writing = { ...prepared, ...earlier, connector };
    await carryOut(parts, { attempt, write }, writing).catch(
      noting({ record: accounted, begunAt, write, document: prepared.document }),
    );
  };
}

interface Begun {
  attempt: Attempt;
  prepared: Prepared;
}

interface Start {
  record: SyncRecord;
  /** What is to be done next. A refusal to make a document is noted outside the transaction. */
  next: Preparation | Begun | { refusal: AppError } | "look up";
}

/** Reads all that a push needs, and begins it where nobody has to be asked first. */
async function start(
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
    // Whoever began to wait while this record's success was being written down was overlooked then;
    // each waiter sends this job after its own commit.
    await wakeWaiting(parts, scope, record);
    return undefined;
  }
  // Whoever let it go when it was sent lets it be read back.
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
  const attempt = await beginAttempt(parts, scope, record);
  return { record, next: attempt ? { attempt, prepared: made.prepared } : made };
}

/**
 * Where Procore says nothing of a change, the record is read first: what is written once stays in
 * the books. So is what is known from a list alone.
 */
function mayBeginAtOnce(record: SyncRecord): boolean {
  const kind = kindOf(record);
  return kind.hasWebhook && kind.parse(record.snapshot).version > 0;
}

interface Started {
  first: Start;
  payload: Tasks["push-record"];
  signal: AbortSignal;
  claim: Claim;
}

/** Undefined: there is nothing to write now. */
async function beginOrHoldBack(parts: SyncParts, started: Started): Promise<Begun | undefined> {
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

/**
 * What is different from what was known is a new snapshot, and then nothing is begun. What the
 * document builds on may have changed while it was read.
 */
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
    const attempt = await beginAttempt(parts, scope, record);
    return attempt && { attempt, prepared: made.prepared };
  });
  return begun ?? void (await sendAgain(parts, record));
}

/**
 * What an earlier write, whose answer was lost, has left in the ERP. Undefined: nothing is to be
 * written now.
 */
async function findEarlier(
  parts: SyncParts,
  { record, begunAt, isOutcomeUnknown, mayLand: isEarly }: Attempt,
  { connector, document }: Prepared & { connector: Connector },
): Promise<{ found: Found | undefined } | undefined> {
  if (!isOutcomeUnknown) return { found: undefined };
  const found = await connector.find(document);
  if (isEarly && !hasLanded(record, found)) throw mayLand(record, connector.name);
  // It was there, and someone has deleted it: the next pull says so.
  const isGone = !found && record.erpId !== null && record.attemptingSince === null;
  if (!isGone) return { found };
  const read = { ...record, landsUntil: null };
  return void (await notePause(parts, { record: read, begunAt, isOutcomeUnknown: false }));
}

async function carryOut(
  parts: SyncParts,
  { attempt, write }: { attempt: Attempt; write: Write },
  writing: Parameters<typeof writeDocument>[2],
): Promise<void> {
  const written = await writeDocument(parts, attempt, writing);
  if (!written) return;
  write.state = "answered";
  await settleSuccess(parts, { ...attempt, upTo: written.upTo }, written.counterpart);
}

/**
 * In a moment: it has changed since it was read, or a process that died or stalls has a write of it
 * under way.
 */
function sendAgain(
  { jobs, durations }: SyncParts,
  { companyId, connectionId, recordId }: SyncRecord,
  startAfter = new Date(Date.now() + durations.sendAgainMs),
): Promise<void> {
  return jobs.send("push-record", { companyId, connectionId, recordId }, { startAfter });
}

/**
 * A record can be woken twice for one reason; what the ERP has is neither sent again nor put back
 * to pending.
 */
async function isUpToDate(
  scope: Scope,
  { companyId, recordId, status, erpId, attemptingSince }: SyncRecord,
): Promise<boolean> {
  if (status !== "success" || erpId === null || attemptingSince !== null) return false;
  return (await newestOpenActivity(scope, companyId, recordId)) === undefined;
}
