import type { Knex } from "knex";
import {
  addActivity,
  newestOpenActivity,
  reopenActivities,
  settleActivities,
} from "../store/activities.ts";
import type { Connection } from "../store/connections.ts";
import {
  addRecord,
  lockRecord,
  type NewRecord,
  type RecordKind,
  type SyncRecord,
  updateRecord,
} from "../store/records.ts";
import { compareFields, impactOf } from "./compare.ts";
import type { SyncParts } from "./parts.ts";
import { fieldsOf, type Snapshot } from "./snapshot.ts";

/**
 * What is to be done about a counterpart whose record is gone: nothing is taken out of the books by
 * itself.
 */
export const CLOSE_BY_HAND = "deleted in Procore: close its counterpart by hand";

/** Where a record is found in Procore. */
export interface Place {
  companyId: string;
  kind: RecordKind;
  procoreId: string;
  projectId: string | null;
}

interface Seen {
  place: Place;
  snapshot: Snapshot;
  changedBy: string | null;
  /** Procore told us that it was created. */
  isCreation: boolean;
}

/** Writes down what is different from what was seen last, and sends the record on its way. */
export async function noteChange(
  parts: SyncParts,
  connection: Connection,
  { place, snapshot, changedBy, isCreation }: Seen,
): Promise<void> {
  const object = { ...place, connectionId: connection.connectionId };
  await parts.db.transaction(async (trx) => {
    const known = await lockRecord(trx, object);
    if (known && known.seenAt > snapshot.updatedAt) return;
    const record =
      known ??
      (await addRecord(trx, { ...newRecord(connection, place, snapshot), status: "pending" }));
    if (!record) {
      throw new Error(
        `${place.kind} ${place.procoreId} was added by another process; the job looks again`,
      );
    }
    // Someone may look at a new record, or the first poll meet it, before its webhook comes: it is
    // new all the same.
    const isNew = !known || (isCreation && known.status === "not_integrated" && !known.isDeleted);
    const older = isNew ? [] : fieldsOf(place.kind, known.snapshot);
    const newer = fieldsOf(place.kind, snapshot);
    const changes = compareFields(older, newer);
    await updateRecord(trx, record, {
      ...headOf(place, snapshot),
      snapshot,
      seenAt: snapshot.updatedAt,
      isDeleted: false,
    });
    const isOpenAgain = record.isDeleted && (await bringBack(trx, record));
    // A vendor is created where it is missing; what the ERP knows of it afterwards is the ERP's
    // own.
    if ((changes.length === 0 && !isOpenAgain) || place.kind === "vendor") return;
    if (changes.length > 0) {
      const { companyId, recordId } = record;
      await addActivity(trx, {
        companyId,
        recordId,
        action: isNew ? "created" : "updated",
        changes,
        impact: impactOf(older, newer),
        changedBy,
      });
    }
    await updateRecord(trx, record, { status: "pending", failure: null });
    await parts.jobs.send(
      "push-record",
      { companyId: record.companyId, connectionId: record.connectionId, recordId: record.recordId },
      { trx },
    );
  });
}

/**
 * Changed while its project was not ours: whoever kept the books then may have typed it in, so it
 * goes no more by itself.
 */
export async function noteFromBefore(
  parts: SyncParts,
  connection: Connection,
  { place, snapshot }: Pick<Seen, "place" | "snapshot">,
): Promise<void> {
  await parts.db.transaction(async (trx) => {
    const record = await lockRecord(trx, { ...place, connectionId: connection.connectionId });
    if (!record || record.erpId !== null || record.seenAt >= snapshot.updatedAt) return;
    const open = await newestOpenActivity(trx, record.companyId, record.recordId);
    if (open) await settleActivities(trx, { ...record, upTo: open }, { status: "not_applicable" });
    const rest = {
      waiting: null,
      waitingFor: null,
      failure: null,
      isRequested: false,
      isDeleted: false,
    };
    await updateRecord(trx, record, {
      ...headOf(place, snapshot),
      ...rest,
      snapshot,
      seenAt: snapshot.updatedAt,
      status: "not_integrated",
    });
  });
}

/**
 * Out of Procore's recycle bin: what its deletion closed is open again. Says whether anything is.
 */
async function bringBack(trx: Knex.Transaction, record: SyncRecord): Promise<boolean> {
  await updateRecord(trx, record, {
    status: record.erpId ? "success" : "not_integrated",
    waiting: null,
  });
  return (await reopenActivities(trx, record)) > 0;
}

/** Procore no longer has the record: nothing more of it goes to the ERP. */
export async function noteDeletion(
  parts: SyncParts,
  connection: Connection,
  place: Place,
): Promise<void> {
  await parts.db.transaction(async (trx) => {
    const record = await lockRecord(trx, { ...place, connectionId: connection.connectionId });
    if (!record || record.isDeleted) return;
    const { companyId, recordId } = record;
    const open = await newestOpenActivity(trx, companyId, recordId);
    if (open) {
      await settleActivities(
        trx,
        { companyId, recordId, upTo: open },
        { status: "not_applicable" },
      );
    }
    const older = fieldsOf(place.kind, record.snapshot);
    await addActivity(trx, {
      companyId,
      recordId,
      action: "deleted",
      changes: compareFields(older, []),
      impact: impactOf(older, []),
      changedBy: null,
      // Nothing is deleted from the books by itself: the counterpart is closed there by hand.
      status: "not_applicable",
    });
    await updateRecord(trx, record, {
      isDeleted: true,
      status: record.erpId ? "desynchronized" : "not_integrated",
      waiting: record.erpId ? CLOSE_BY_HAND : null,
      waitingFor: null,
      failure: null,
      isRequested: false,
    });
  });
}

/** A record as it stands when it is first seen. */
export function newRecord(connection: Connection, place: Place, snapshot: Snapshot): NewRecord {
  return {
    companyId: place.companyId,
    connectionId: connection.connectionId,
    kind: place.kind,
    procoreId: place.procoreId,
    projectId: place.projectId,
    ...headOf(place, snapshot),
    snapshot,
    seenAt: snapshot.updatedAt,
  };
}

/** What the record is called and where it belongs. */
function headOf(
  { kind }: Place,
  snapshot: Snapshot,
): Pick<SyncRecord, "number" | "title" | "vendorId" | "commitmentId"> {
  if (kind === "vendor" && "name" in snapshot) {
    return { number: "", title: snapshot.name, vendorId: snapshot.id, commitmentId: null };
  }
  if ("items" in snapshot) {
    const number = snapshot.invoiceNumber || snapshot.number;
    return {
      number,
      title: `Invoice ${number}`,
      vendorId: snapshot.vendorId ?? null,
      commitmentId: snapshot.commitmentId,
    };
  }
  if ("lines" in snapshot) {
    return {
      number: snapshot.number,
      title: snapshot.title,
      vendorId: snapshot.vendorId ?? null,
      commitmentId: snapshot.id,
    };
  }
  return { number: "", title: "", vendorId: null, commitmentId: null };
}
