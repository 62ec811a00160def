import { inCompany } from "../../database/scope.ts";
import { keyOf } from "../../kinds/kind.ts";
import { newestOpenActivity, reopenFailed, settleActivities } from "../../store/activities.ts";
import { recordToPush } from "../../store/record-pushes.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";
import type { Blocked } from "./dependencies.ts";
import { lookUpLostWrite } from "./look-up-lost-write.ts";
import { type Preparation, preparePush } from "./prepare-push.ts";

export async function holdBack(
  parts: SyncParts,
  record: SyncRecord,
  blocked: Blocked,
): Promise<void> {
  // A lost write may have got through: then the record waits for something else.
  const lookedUp = await lookUpLostWrite(parts, record);
  const now = lookedUp ? await prepared(parts, lookedUp) : { blocked };
  if (!now) return;
  if (!("blocked" in now)) return pushAgain(parts, record);
  await note(parts, record, now.blocked);
  if (now.blocked.first) await wakeIfReadyMeanwhile(parts, record);
}

/** A failure stays on the screen until the record may go again. */
async function note(
  parts: SyncParts,
  { companyId, connectionId, recordId }: SyncRecord,
  { waiting, first, isByHand, isTakenBack, isNothing }: Blocked,
): Promise<void> {
  const waitingFor = first ? keyOf("record" in first ? first.record : first.place) : null;
  await inCompany(parts.db, companyId, async (scope) => {
    const now = await lockRecordById(scope, companyId, recordId);
    const isFixed = isTakenBack || isNothing || first;
    if (!now || now.isDeleted || (now.status === "error" && !isFixed)) return;
    const held = isTakenBack ? "desynchronized" : isNothing ? "not_applicable" : "pending";
    const status = now.status === "not_integrated" ? now.status : held;
    const isNews =
      now.waiting !== waiting ||
      now.waitingFor !== waitingFor ||
      now.status !== status ||
      now.failure !== null;
    if (now.status === "error") await reopenFailed(scope, now);
    const upTo = isNothing && (await newestOpenActivity(scope, companyId, recordId));
    if (upTo) await settleActivities(scope, { ...now, upTo }, { status: "not_applicable" });
    if (isNews) await updateRecord(scope, now, { waiting, waitingFor, failure: null, status });
    if (!first || isByHand) return;
    if ("record" in first) {
      const payload = { companyId, connectionId, recordId: first.record.recordId };
      await parts.jobs.send("push-record", payload, { trx: scope });
    } else {
      const { kind, procoreId, projectId } = first.place;
      const place = { companyId, connectionId, kind, procoreId, projectId };
      await parts.jobs.send("detect-change", place, { trx: scope });
    }
  });
}

/** If the awaited record succeeds between the look and the note, nothing else wakes this one. */
async function wakeIfReadyMeanwhile(parts: SyncParts, record: SyncRecord): Promise<void> {
  const now = await prepared(parts, record);
  if (now && !("blocked" in now)) await pushAgain(parts, record);
}

function prepared({ db }: SyncParts, record: SyncRecord): Promise<Preparation | undefined> {
  return inCompany(db, record.companyId, async (scope) => {
    const found = await recordToPush(scope, record);
    return found && preparePush(scope, found);
  });
}

function pushAgain(
  { jobs }: SyncParts,
  { companyId, connectionId, recordId }: SyncRecord,
): Promise<void> {
  return jobs.send("push-record", { companyId, connectionId, recordId });
}
