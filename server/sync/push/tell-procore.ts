import { inCompany } from "../../database/scope.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Task, Tasks } from "../../jobs/tasks.ts";
import { allKinds } from "../../kinds/index.ts";
import { referenceOf } from "../../kinds/kind.ts";
import { log } from "../../log.ts";
import type { Origin, OriginsTold, Refused } from "../../procore/origin.ts";
import { type SyncRecord, updateRecord } from "../../store/records.ts";
import { markTold, recordsToTell, type UntoldRecord } from "../../store/told-records.ts";
import type { SyncParts } from "../parts.ts";

/**
 * Tells Procore, many records a call, which counterpart they have: that turns Procore's own banner
 * green.
 */
export function tellProcore(parts: SyncParts): Task<"tell-procore"> {
  return async (place, { signal }) => {
    const records = await inCompany(parts.db, place.companyId, (scope) =>
      recordsToTell(scope, place),
    );
    for (const kind of allKinds()) {
      const ofKind = records.filter((record) => record.kind === kind.name);
      if (ofKind.length === 0) continue;
      const telling = ofKind.map((record) => ({ origin: originOf(record), record }));
      await note(parts, ofKind, await kind.tell(parts.procore, { ...place, signal }, telling));
    }
  };
}

/** An origin_id is unique among all integrations of a company, so it says whose it is. */
function originOf(record: UntoldRecord): Origin {
  const reference = referenceOf(record);
  return {
    id: record.procoreId,
    reference,
    originId: `${reference}-${record.erpId}`,
    ...(record.erpNumber && { originCode: record.erpNumber }),
  };
}

const NOT_SET = "Procore's banner was not set: ";

/** What may yet be allowed is tried again, later each time, for about five days. */
const FIRST_PAUSE_MS = 5 * 60_000;
const LONGEST_PAUSE_MS = 24 * 3_600_000;
const MOST_ATTEMPTS = 12;

/**
 * The record is in the ERP all the same; the panel says why Procore's banner stays gray.
 */
async function note(
  { db }: SyncParts,
  records: UntoldRecord[],
  { told, refused }: OriginsTold,
): Promise<void> {
  const [first] = records;
  if (!first) return;
  const recordIds = records
    .filter(({ procoreId }) => told.includes(procoreId))
    .map(({ recordId }) => recordId);
  const { companyId } = first;
  await inCompany(db, companyId, async (scope) => {
    await markTold(scope, { companyId, recordIds, refusal: NOT_SET });
    for (const { id, ...refusal } of refused) {
      const record = records.find(({ procoreId }) => procoreId === id);
      if (record) await updateRecord(scope, record, afterRefusal(record, refusal));
    }
  });
}

function afterRefusal(record: UntoldRecord, { reason, isFinal }: Refused): Partial<SyncRecord> {
  const tellAttempts = record.tellAttempts + 1;
  return {
    waiting: `${NOT_SET}${reason}`,
    tellAttempts,
    tellAfter: new Date(Date.now() + pauseAfter(tellAttempts)),
    ...((isFinal || tellAttempts >= MOST_ATTEMPTS) && { toldAt: new Date() }),
  };
}

function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
}

type Place = Tasks["tell-procore"];

interface Pause {
  isAskedAgain: boolean;
}

const pauses = new WeakMap<Jobs, Map<string, Pause>>();

/**
 * Sends `tell-procore`, at once or after the pause that follows each: one call tells Procore of all
 * records of a project. Call it after the commit. What a crash or a failure leaves untold, the next
 * poll finds.
 */
export async function tellSoon(
  { jobs, durations }: Pick<SyncParts, "jobs" | "durations">,
  { companyId, connectionId, projectId }: Place,
): Promise<void> {
  const place = { companyId, connectionId, projectId };
  const paused = pauses.get(jobs) ?? new Map<string, Pause>();
  pauses.set(jobs, paused);
  const key = `${companyId}/${connectionId}/${projectId}`;
  const known = paused.get(key);
  if (known) {
    known.isAskedAgain = true;
    return;
  }
  const pause = { isAskedAgain: false };
  paused.set(key, pause);
  setTimeout(() => {
    paused.delete(key);
    if (pause.isAskedAgain && jobs.isReady()) void tellSoon({ jobs, durations }, place);
  }, durations.betweenTellsMs).unref();
  await jobs
    .send("tell-procore", place)
    .catch((error: unknown) =>
      log.warn({ err: error, ...place }, "could not queue tell-procore; the next poll will"),
    );
}
