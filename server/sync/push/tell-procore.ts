import { inCompany } from "../../database/scope.ts";
import type { Task, Tasks } from "../../jobs/tasks.ts";
import { allKinds } from "../../kinds/index.ts";
import { referenceOf } from "../../kinds/kind.ts";
import type { Origin, OriginsTold, Refused } from "../../procore/origin.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import { markTold, recordsToTell, type UntoldRecord } from "../../store/told-records.ts";
import { lookAt } from "../detect/look-at.ts";
import type { SyncParts } from "../parts.ts";

/** Procore's own banner turns green once it knows the counterpart. */
export function tellProcore(parts: SyncParts): Task<"tell-procore"> {
  return async (place, { signal }) => {
    const records = await inCompany(parts.db, place.companyId, (scope) =>
      recordsToTell(scope, place),
    );
    await tellOf(parts, { ...place, signal }, records);
  };
}

export async function tellOf(
  parts: Telling,
  place: Tasks["tell-procore"] & { signal?: AbortSignal },
  records: UntoldRecord[],
): Promise<void> {
  for (const kind of allKinds()) {
    const ofKind = records.filter((record) => record.kind === kind.name);
    if (ofKind.length === 0) continue;
    const telling = ofKind.map((record) => ({ origin: originOf(record), record }));
    await note(parts, ofKind, await kind.tell(parts.procore, place, telling));
  }
}

const placeOf = ({ companyId, connectionId, projectId }: UntoldRecord) => ({
  companyId,
  connectionId,
  projectId,
});

type Telling = Pick<SyncParts, "db" | "jobs" | "procore">;

/** An origin_id is unique among all integrations of a company. */
function originOf(record: UntoldRecord): Origin {
  const reference = referenceOf(record);
  return {
    id: record.procoreId,
    reference,
    originId: `${reference}-${record.erpId}`,
    ...(record.erpNumber && { originCode: record.erpNumber }),
  };
}

/** A refusal that may pass is tried again, later each time, for nearly four days. */
const FIRST_PAUSE_MS = 5 * 60_000;
const LONGEST_PAUSE_MS = 24 * 3_600_000;
const MOST_ATTEMPTS = 12;

async function note(
  { db, jobs }: Telling,
  records: UntoldRecord[],
  { told, refused }: OriginsTold,
): Promise<void> {
  const [first] = records;
  if (!first) return;
  const shown = records.filter(({ procoreId }) => told.includes(procoreId));
  const { companyId } = first;
  await inCompany(db, companyId, async (scope) => {
    const marked = await markTold(scope, companyId, shown);
    // Written again meanwhile: Procore may have heard of the older counterpart last.
    if (marked < shown.length) await jobs.send("tell-procore", placeOf(first), { trx: scope });
  });
  // Each by itself: who holds the others must wait for none of these.
  for (const { id, ...refusal } of refused) {
    const record = records.find(({ procoreId }) => procoreId === id);
    if (!record) continue;
    await inCompany(db, companyId, async (scope) => {
      const now = await lockRecordById(scope, companyId, record.recordId);
      // Deleted or written again meanwhile: the refusal is about its old counterpart.
      if (!now || now.isDeleted || now.erpId !== record.erpId) return;
      await updateRecord(scope, now, afterRefusal(now, refusal));
      if (refusal.isGone) await lookAt(jobs, scope, [now]);
    });
  }
}

function afterRefusal(record: UntoldRecord, { reason, isFinal }: Refused): Partial<SyncRecord> {
  const tellAttempts = record.tellAttempts + 1;
  return {
    untold: reason,
    tellAttempts,
    tellAfter: new Date(Date.now() + pauseAfter(tellAttempts)),
    ...((isFinal || tellAttempts >= MOST_ATTEMPTS) && { toldAt: new Date() }),
  };
}

function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
}
