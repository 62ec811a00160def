import { RemoteError } from "../errors.ts";
import type { Task } from "../jobs/tasks.ts";
import { COMMITMENT_PATHS, fetchCommitment } from "../procore/commitments.ts";
import { isListed } from "../procore/origin.ts";
import { fetchRequisition, REQUISITIONS_PATH } from "../procore/requisitions.ts";
import { nameOfUser } from "../procore/people.ts";
import { fetchVendor, VENDORS_PATH } from "../procore/vendors.ts";
import { type Connection, connectionInUse } from "../store/connections.ts";
import { isCreationTold, newestDeliveryOf } from "../store/deliveries.ts";
import { findOwedLook } from "../store/owed-looks.ts";
import { addRecord, findRecord, type RecordKind, type SyncRecord } from "../store/records.ts";
import { lookOrOwe } from "./look-or-owe.ts";
import { newRecord, noteChange, noteDeletion, noteFromBefore, type Place } from "./note-change.ts";
import type { SyncParts } from "./parts.ts";
import { commitmentOf, labelOf, type Snapshot } from "./snapshot.ts";

/**
 * Fetches the record once, however many deliveries wait for it, and writes down what is different.
 */
export function detectChange(parts: SyncParts): Task<"detect-change"> {
  return async (place, { isLastTry }) => {
    const connection = await connectionInUse(parts.db, place.companyId);
    if (!connection) return;
    await lookOrOwe(
      parts,
      { ...place, connectionId: connection.connectionId },
      { isLastTry, have: () => look(parts, connection, place) },
    );
  };
}

/**
 * One look at a record in Procore: what is different from the last one is written down. Rejects
 * with a RemoteError when Procore refuses it.
 */
export async function look(parts: SyncParts, connection: Connection, place: Place): Promise<void> {
  const object = { ...place, connectionId: connection.connectionId };
  const owed = await findOwedLook(parts.db, object);
  const known = await findRecord(parts.db, object);
  // Vendors matter only once a commitment needs them: their own record is made then.
  if (!known && place.kind === "vendor") return;
  const snapshot = await fetchSnapshot(parts, place, known);
  if (snapshot) {
    // The first look at its project met it, and could not read it.
    const isFromBefore = owed?.baselineUntil && snapshot.updatedAt < owed.baselineUntil;
    if (isFromBefore && (await addRecord(parts.db, newRecord(connection, place, snapshot)))) return;
    await noteChange(parts, connection, {
      place,
      snapshot,
      changedBy: await changedByWhom(parts, place),
      isCreation: await wasToldOfCreation(parts, place),
    });
    return;
  }
  if (known?.isDeleted) return;
  if (await isStillListed(parts, place, known)) {
    const label = known ? labelOf(known) : `${place.kind} ${place.procoreId}`;
    throw new RemoteError({
      system: "Procore",
      reason: `Procore lists ${label} but does not show it`,
      retryable: true,
    });
  }
  await noteDeletion(parts, connection, place);
}

async function isStillListed(
  { procore }: SyncParts,
  { companyId, kind, procoreId: id, ...place }: Place,
  known: SyncRecord | undefined,
): Promise<boolean> {
  const projectId = known?.projectId ?? place.projectId;
  if (kind === "vendor") {
    return (
      known !== undefined &&
      isListed(procore, { companyId, path: VENDORS_PATH, place: { company_id: companyId }, id })
    );
  }
  if (projectId === null) return false;
  const commitmentPaths =
    known?.kind === "commitment"
      ? [COMMITMENT_PATHS[commitmentOf(known).kind]]
      : Object.values(COMMITMENT_PATHS);
  for (const path of kind === "requisition" ? [REQUISITIONS_PATH] : commitmentPaths) {
    if (await isListed(procore, { companyId, path, place: { project_id: projectId }, id })) {
      return true;
    }
  }
  return false;
}

/** Takes a record as it stands, without an activity: what was there before us is no change. */
export async function takeBaseline(
  parts: SyncParts,
  connection: Connection,
  place: Place,
): Promise<SyncRecord | undefined> {
  const object = { ...place, connectionId: connection.connectionId };
  const known = await findRecord(parts.db, object);
  if (known) return known;
  const snapshot = await fetchSnapshot(parts, place);
  if (!snapshot) return undefined;
  return (
    (await addRecord(parts.db, newRecord(connection, place, snapshot))) ??
    findRecord(parts.db, object)
  );
}

/**
 * The same for what the first look at a project meets, and the first after it was not ours for a
 * while. False: it has changed after `until`, and that is a change.
 */
export async function takeFromBefore(
  parts: SyncParts,
  connection: Connection,
  { place, until }: { place: Place; until: Date },
): Promise<boolean> {
  const snapshot = await fetchSnapshot(parts, place);
  if (snapshot && snapshot.updatedAt >= until) return false;
  if (snapshot && !(await addRecord(parts.db, newRecord(connection, place, snapshot)))) {
    await noteFromBefore(parts, connection, { place, snapshot });
  }
  return true;
}

async function fetchSnapshot(
  { procore }: SyncParts,
  { companyId, kind, procoreId, projectId }: Place,
  known?: SyncRecord,
): Promise<Snapshot | undefined> {
  if (kind === "vendor") return fetchVendor(procore, { companyId, id: procoreId });
  const place = { companyId, projectId: projectId ?? "", id: procoreId };
  if (kind === "requisition") return fetchRequisition(procore, place);
  return fetchCommitment(procore, { ...place, kind: known && commitmentOf(known).kind });
}

/** The name of whoever the newest delivery names; a poll knows nobody. */
async function changedByWhom(
  { db, procore }: SyncParts,
  { companyId, procoreId }: Place,
): Promise<string | null> {
  const delivery = await newestDeliveryOf(db, { companyId, resourceId: procoreId });
  return delivery?.userId
    ? ((await nameOfUser(procore, { companyId, userId: delivery.userId })) ?? null)
    : null;
}

const NAMES: Record<RecordKind, string[]> = {
  vendor: [],
  commitment: ["Work Order Contracts", "Purchase Order Contracts"],
  requisition: ["Requisitions"],
};

function wasToldOfCreation(
  { db }: SyncParts,
  { companyId, kind, procoreId }: Place,
): Promise<boolean> {
  return isCreationTold(db, { companyId, resourceNames: NAMES[kind], resourceId: procoreId });
}
