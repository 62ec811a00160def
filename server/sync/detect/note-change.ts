import { inCompany, type Scope } from "../../database/scope.ts";
import type { Claim } from "../../jobs/claim.ts";
import { kindOf } from "../../kinds/index.ts";
import type { AnySnapshot, Kind, Place } from "../../kinds/kind.ts";
import { resourceNamesOf } from "../../kinds/resources.ts";
import {
  addActivity,
  newestOpenActivity,
  reopenActivities,
  reopenFailed,
  settleActivities,
} from "../../store/activities.ts";
import { type CompanyProject, findCompanyProject } from "../../store/company-projects.ts";
import type { Connection } from "../../store/connections.ts";
import type { Told } from "../../store/deliveries.ts";
import { lockObject } from "../../store/known-objects.ts";
import { addRecord } from "../../store/new-records.ts";
import { lockRecord, type SyncRecord, updateRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";
import { asSeen, carriesMore, newRecord } from "./as-seen.ts";
import { difference } from "./compare.ts";

interface Seen {
  place: Place;
  snapshot: AnySnapshot;
  changedBy: string | null;
  /** What deliveries said when that name was looked up. */
  told: Told;
  claim?: Claim | undefined;
}

/** Returns what deliveries say now if someone else changed the record; then nothing is written. */
export async function noteChange(
  parts: SyncParts,
  connection: Connection,
  seen: Seen,
): Promise<Told | undefined> {
  const { place, snapshot, changedBy } = seen;
  const kind = kindOf(place);
  return inCompany(parts.db, place.companyId, async (scope) => {
    const object = { ...place, connectionId: connection.connectionId };
    const { record: known, told } = await lockObject(scope, object, {
      resources: resourceNamesOf(kind),
      changedAt: kind.parts?.changedAt(snapshot) ?? snapshot.updatedAt,
      partIds: kind.parts?.idsOf(snapshot),
    });
    if (told.change?.userId !== seen.told.change?.userId) return told;
    if (known && known.seenAt > snapshot.updatedAt) return undefined;
    // Procore's times may be whole seconds, so equal times prove nothing: the job must be ours.
    if (known?.seenAt.getTime() === snapshot.updatedAt.getTime()) await seen.claim?.hold(scope);
    const heard = told.change && { heardUntil: told.change.at };
    const record = known ?? (await addNew(scope, connection, { ...seen, ...heard }));
    const isNew = !known || (await isStillNew(scope, known, { told, snapshot }));
    const found = difference(kind, isNew ? undefined : known.snapshot, snapshot);
    // Restored from Procore's recycle bin: what its deletion closed opens again.
    const isOpenAgain = record.isDeleted && (await reopenActivities(scope, record)) > 0;
    const isMore =
      record.erpId !== null && !isNew && carriesMore(kind, kind.parse(known.snapshot), snapshot);
    const isToSend = found.isToSend || isTakenBack(record, snapshot);
    const isNews = found.changes.length > 0 && !kind.isMasterData;
    const goes = (isNews && isToSend) || ((isOpenAgain || isMore) && !kind.isMasterData);
    const { companyId, connectionId, recordId } = record;
    const state = known && { ...stateOf(known, snapshot, goes), ...heard };
    if (goes && record.status === "error") await reopenFailed(scope, record);
    if (isNews) {
      const isUntold = isNew && !told.isCreation;
      const project =
        isUntold && place.projectId !== null
          ? await findCompanyProject(scope, place.companyId, place.projectId)
          : undefined;
      const isOld = isUntold && wasThereBefore(project, snapshot);
      const action = isOld ? "first_sent" : isNew ? "created" : "updated";
      const { changes } = found;
      const impact = isOld ? null : found.impact;
      const status = goes ? "pending" : "not_applicable";
      const activity = { companyId, recordId, action, changes, changedBy, impact, status } as const;
      await addActivity(scope, activity, state);
    } else if (state) {
      await updateRecord(scope, record, state);
    }
    if (known?.erpId && isClosed(kind, known.snapshot) !== isClosed(kind, snapshot)) {
      await parts.jobs.send("compare-counterparts", { companyId, connectionId }, { trx: scope });
    }
    if (!goes) return undefined;
    await parts.jobs.send("push-record", { companyId, connectionId, recordId }, { trx: scope });
    return undefined;
  });
}

/** A person or the first poll may read a new record before its webhook comes, or without one. */
async function isStillNew(
  scope: Scope,
  { companyId, projectId, status, isDeleted, heardUntil }: SyncRecord,
  { told, snapshot }: Pick<Seen, "told" | "snapshot">,
): Promise<boolean> {
  if (status !== "not_integrated" || isDeleted) return false;
  if (told.isCreation) return true;
  if (heardUntil !== null || projectId === null) return false;
  return isSinceChosen(await findCompanyProject(scope, companyId, projectId), snapshot);
}

/** Nothing is sent of that, and yet what the ERP has may be right now, or wrong. */
function isClosed(kind: Kind, stored: unknown): boolean {
  return kind.approval(kind.parse(stored)).isClosed ?? false;
}

/** In the ERP but not approved in Procore: the push renews the message, which names the status. */
function isTakenBack(record: SyncRecord, snapshot: AnySnapshot): boolean {
  return record.erpId !== null && !kindOf(record).approval(snapshot).isApproved;
}

/** Created before its project was chosen, and read only now: hidden until then, for example. */
export function wasThereBefore(
  project: Pick<CompanyProject, "chosenAt"> | undefined,
  { createdAt }: AnySnapshot,
): boolean {
  return createdAt !== undefined && project?.chosenAt ? createdAt < project.chosenAt : false;
}

/** False also where Procore does not say. */
export function isSinceChosen(
  project: Pick<CompanyProject, "chosenAt"> | undefined,
  { createdAt }: Pick<AnySnapshot, "createdAt">,
): boolean {
  return createdAt !== undefined && project?.chosenAt ? createdAt >= project.chosenAt : false;
}

async function addNew(
  scope: Scope,
  connection: Connection,
  { place, snapshot, heardUntil = null }: Seen & Partial<Pick<SyncRecord, "heardUntil">>,
): Promise<SyncRecord> {
  const added = await addRecord(scope, {
    ...newRecord(connection, place, snapshot),
    heardUntil,
    status: "pending",
  });
  if (added) return added;
  throw new Error(
    `${place.kind} ${place.procoreId} was added by another process; the job looks again`,
  );
}

function stateOf(known: SyncRecord, snapshot: AnySnapshot, goes: boolean): Partial<SyncRecord> {
  const { isDeleted, erpId, attemptingSince, document } = known;
  return {
    ...asSeen(kindOf(known), snapshot),
    // What the ERP has, or may have, keeps its kind of document.
    ...((erpId !== null || attemptingSince !== null) && { document }),
    isDeleted: false,
    ...(isDeleted && { status: erpId ? "success" : "not_integrated", waiting: null }),
    ...(goes && { status: "pending", failure: null }),
  };
}

/** Changed while its project was not chosen: the books may have it. False: it was read before. */
export async function noteFromBefore(
  scope: Scope,
  { connectionId }: Pick<Connection, "connectionId">,
  { place, snapshot }: Pick<Seen, "place" | "snapshot">,
): Promise<boolean> {
  const record = await lockRecord(scope, { ...place, connectionId });
  if (!record || record.erpId !== null || record.seenAt >= snapshot.updatedAt) return false;
  const open = await newestOpenActivity(scope, record.companyId, record.recordId);
  if (open) await settleActivities(scope, { ...record, upTo: open }, { status: "not_applicable" });
  const rest = {
    waiting: null,
    waitingFor: null,
    failure: null,
    isRequested: false,
    isDeleted: false,
  };
  await updateRecord(scope, record, {
    ...asSeen(kindOf(place), snapshot),
    ...rest,
    heardUntil: new Date(),
    status: "not_integrated",
  });
  return true;
}
