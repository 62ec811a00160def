import type { Counterpart, Document, Found, VendorDocument } from "../connectors/connector.ts";
import { systems } from "../connectors/index.ts";
import { AppError, CredentialsRefusedError, RemoteError, UnknownOutcomeError } from "../errors.ts";
import { log } from "../log.ts";
import type { Task } from "../jobs/tasks.ts";
import { newestOpenActivity } from "../store/activities.ts";
import { connectionInUse, markConnection } from "../store/connections.ts";
import { findRecord, getRecord, type SyncRecord, updateRecord } from "../store/records.ts";
import { look } from "./detect-change.ts";
import { explainFailure, vendorMissing } from "./explain-failure.ts";
import type { SyncParts } from "./parts.ts";
import { type Blocked, type Prepared, preparePush } from "./prepare-push.ts";
import { type Attempt, beginAttempt, logCreatedVendor, notePause, settleFailure, settleSuccess } from "./settle-push.ts";
import { labelOf } from "./snapshot.ts";
import { waitingForKey, wakeWaiting } from "./wake-waiting.ts";

/** Brings one record up to date in the ERP: all its pending activities are met by one write of its newest state. */
export function pushRecord(parts: SyncParts): Task<"push-record"> {
  return async ({ companyId, recordId }, { isLastTry }) => {
    const record = await getRecord(parts.db, companyId, recordId);
    if (!record || record.isDeleted) return;
    if (await isUpToDate(parts, record)) return wakeLate(parts, record);
    try {
      const prepared = await preparePush(parts, record);
      if ("waiting" in prepared) return await wait(parts, record, prepared);
      // Procore says nothing of an invoice that is sent back or deleted, and what is billed once stays billed.
      if (record.kind === "requisition") await look(parts, prepared.connection, record);

      const attempt = await beginAttempt(parts, record);
      if (!attempt) return await sendAgain(parts, record);
      const counterpart = await write(parts, attempt, prepared);
      if (counterpart) await settleSuccess(parts, attempt, counterpart);
    } catch (error) {
      await afterFailure(parts, { record, error, isLastTry });
    }
  };
}

/** In a moment: it has changed since it was read, or a process that died or stalls has a write of it under way. */
function sendAgain({ jobs }: SyncParts, { companyId, connectionId, recordId }: SyncRecord): Promise<void> {
  return jobs.send("push-record", { companyId, connectionId, recordId }, { startAfter: new Date(Date.now() + 1_000) });
}

/** A record can be woken twice for one reason; what the ERP has is neither sent again nor put back to pending. */
async function isUpToDate({ db }: SyncParts, { companyId, recordId, status, erpId, attemptingSince }: SyncRecord): Promise<boolean> {
  if (status !== "success" || erpId === null || attemptingSince !== null) return false;
  return (await newestOpenActivity(db, companyId, recordId)) === undefined;
}

/** Whoever began to wait while this record's success was being written down was overlooked then; each waiter sends this job after its own commit. */
async function wakeLate(parts: SyncParts, record: SyncRecord): Promise<void> {
  await parts.db.transaction((trx) => wakeWaiting(parts, trx, record));
}

async function wait(parts: SyncParts, record: SyncRecord, { waiting, needs, isTakenBack }: Blocked): Promise<void> {
  const { companyId, connectionId } = record;
  const status = isTakenBack ? "desynchronized" : "pending";
  await parts.db.transaction(async (trx) => {
    const waitingFor = needs ? waitingForKey(needs) : null;
    await updateRecord(trx, record, { waiting, waitingFor, failure: null, ...(record.status !== "not_integrated" && { status }) });
    if (!needs) return;
    if ("recordId" in needs) await parts.jobs.send("push-record", { companyId, connectionId, recordId: needs.recordId }, { trx });
    else await parts.jobs.send("detect-change", { companyId, kind: needs.kind, procoreId: needs.procoreId, projectId: needs.projectId }, { trx });
  });
  if (needs) await wakeIfReadyMeanwhile(parts, record);
}

/** The awaited record may have succeeded between our look and our note; then nobody else would wake this one. */
async function wakeIfReadyMeanwhile(parts: SyncParts, record: SyncRecord): Promise<void> {
  if ("waiting" in (await preparePush(parts, record))) return;
  const { companyId, connectionId, recordId } = record;
  await parts.jobs.send("push-record", { companyId, connectionId, recordId });
}

async function write(parts: SyncParts, attempt: Attempt, prepared: Prepared): Promise<Counterpart | undefined> {
  const { connector, document } = prepared;
  const found = attempt.isOutcomeUnknown ? await connector.find(document) : undefined;
  if (document.kind === "vendor") return found ? noteLostCreation(parts, attempt, found) : writeVendor(parts, attempt, { ...prepared, document });
  if (found?.isCurrent) return found;
  return connector.put(found ? withLinesOf(document, found) : document);
}

async function writeVendor(parts: SyncParts, attempt: Attempt, { connector, connection, document }: Prepared & { document: VendorDocument }): Promise<Counterpart | undefined> {
  const known = await connector.findVendor(document);
  if (known) return known;
  if (!connection.settings.createVendors && !attempt.record.isRequested) {
    await settleFailure(parts, attempt.record, vendorMissing(document.name, connector.name, new Date()));
    return undefined;
  }
  const created = await connector.put(document);
  attempt.upTo = await logCreatedVendor(parts, attempt.record);
  return created;
}

/** An earlier try created the vendor, but its answer was lost or the process ended before that was in the log. */
async function noteLostCreation(parts: SyncParts, attempt: Attempt, found: Found): Promise<Counterpart> {
  if (!attempt.record.erpId) attempt.upTo ??= await logCreatedVendor(parts, attempt.record);
  return found;
}

/** A write that got through although its answer was lost has given the lines their numbers: they stay. */
function withLinesOf(document: Document, { lines }: Found): Document {
  if (document.kind !== "purchase_order") return document;
  return { ...document, lines: document.lines.map((line) => ({ ...line, erpLine: line.erpLine ?? lines[line.id] })) };
}

interface Failed {
  /** As it was read before the write began. */
  record: SyncRecord;
  error: unknown;
  isLastTry: boolean;
}

/** Goes on later by itself (rethrown, the job tries again) or needs a person (recorded as failed). */
async function afterFailure(parts: SyncParts, { record, error, isLastTry }: Failed): Promise<void> {
  const connection = await connectionInUse(parts.db, record.companyId);
  if (!connection) return;
  const system = systems[connection.system].name;
  const isOutcomeUnknown = error instanceof UnknownOutcomeError;
  const isRemote = error instanceof RemoteError;
  if (isOutcomeUnknown || (isRemote && error.retryable && !isLastTry)) {
    const waiting = isOutcomeUnknown ? `${system}'s answer was lost: looking it up before anything is sent again` : `${error.system} to answer: ${error.reason}`;
    await notePause(parts, record, { waiting, isOutcomeUnknown });
    throw error;
  }
  if (error instanceof CredentialsRefusedError && error.system === system) await markConnection(parts.db, connection, { status: "broken", summary: error.reason });
  if (isRemote && !error.retryable) await forgetVanishedVendor(parts, record, error);
  await settleFailure(parts, record, explainFailure(error, { label: labelOf(record), system, now: new Date() }));
  if (!(error instanceof AppError)) log.error({ err: error, recordId: record.recordId }, "a push failed for a reason nobody foresaw");
}

/** The ERP no longer knows the vendor we remembered: the next try looks for it by name again. */
async function forgetVanishedVendor({ db }: SyncParts, record: SyncRecord, error: RemoteError): Promise<void> {
  if (record.kind === "vendor" || !record.vendorId || !/\bentity\b/i.test(error.reason)) return;
  const vendor = await findRecord(db, { ...record, kind: "vendor", procoreId: record.vendorId });
  if (vendor) await updateRecord(db, vendor, { erpId: null });
}

