import { inCompany, type Scope } from "../../database/scope.ts";
import { RemoteError } from "../../errors.ts";
import type { Claim } from "../../jobs/claim.ts";
import { kindOf, labelOf } from "../../kinds/index.ts";
import { type AnySnapshot, isWhole, type Place } from "../../kinds/kind.ts";
import { resourceNamesOf } from "../../kinds/resources.ts";
import { nameOfUser } from "../../procore/people.ts";
import type { Connection } from "../../store/connections.ts";
import type { Told, ToldChange } from "../../store/deliveries.ts";
import { type KnownObject, knownObject } from "../../store/known-objects.ts";
import { addRecord } from "../../store/new-records.ts";
import { findRecord, getRecord, type SyncRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";
import { newRecord } from "./as-seen.ts";
import { difference } from "./compare.ts";
import { noteChange, noteFromBefore, wasThereBefore } from "./note-change.ts";
import { noteDeletion } from "./note-deletion.ts";

interface Reading {
  place: Place;
  signal?: AbortSignal | undefined;
  claim?: Claim | undefined;
}

/** Does nothing for a connection that is out of use. Throws RemoteError when Procore refuses. */
export async function readRecord(
  parts: SyncParts,
  { connectionId }: Pick<Connection, "connectionId">,
  reading: Reading,
): Promise<void> {
  const known = await findKnown(parts, { ...reading.place, connectionId });
  if (known) await readKnown(parts, known, reading);
}

export function findKnown(
  { db }: Pick<SyncParts, "db">,
  object: Place & { connectionId: string },
): Promise<KnownObject | undefined> {
  const names = resourceNamesOf(kindOf(object));
  return inCompany(db, object.companyId, (scope) => knownObject(scope, object, names));
}

export async function readKnown(
  parts: SyncParts,
  object: KnownObject,
  { place, signal, claim }: Reading,
): Promise<void> {
  const { connection, record, told } = object;
  const kind = kindOf(place);
  if (!record && kind.isMasterData) return;
  const snapshot = await kind.fetch(parts.procore, {
    place,
    known: record && kind.parse(record.snapshot),
    signal,
  });
  if (!snapshot) return noteGone(parts, { connection, place, signal, claim, told }, record);
  if (isFromBefore(object, snapshot) && (await takeBaseline(parts, object, { place, snapshot }))) {
    return;
  }
  // The delivery that says who changed it may arrive during the read.
  let heard: Told | undefined = told;
  while (heard) {
    const changedBy = await whoChanged(
      parts,
      { ...object, told: heard },
      { place, signal, snapshot },
    );
    const seen = { place, snapshot, changedBy, told: heard, claim };
    heard = await noteChange(parts, connection, seen);
  }
}

/** Unchanged since its project was chosen: this webhook came late, or a poll failed before. */
function isFromBefore(
  { record, failedRead, project, told }: KnownObject,
  { updatedAt }: AnySnapshot,
): boolean {
  if (record && (record.erpId !== null || record.attemptingSince !== null)) return false;
  if (failedRead?.baselineUntil && updatedAt < failedRead.baselineUntil) return true;
  if (!project) return false;
  const since = project.isChosen ? project.chosenAt : new Date();
  // A change of a part leaves the time of the whole as it was.
  return since !== null && updatedAt < since && (!told.change || told.change.at < since);
}

/** False: it was read in this state before. */
async function takeBaseline(
  { db }: SyncParts,
  { connection, record }: KnownObject,
  { place, snapshot }: { place: Place; snapshot: AnySnapshot },
): Promise<boolean> {
  return inCompany(db, place.companyId, async (scope) => {
    if (record) return noteFromBefore(scope, connection, { place, snapshot });
    // What Procore has told of it so far is from before, too.
    const old = { ...newRecord(connection, place, snapshot), heardUntil: new Date() };
    return (await addRecord(scope, old)) !== undefined;
  });
}

async function noteGone(
  parts: SyncParts,
  { connection, place, signal, claim, told }: Reading & { connection: Connection; told: Told },
  known: SyncRecord | undefined,
): Promise<void> {
  if (known?.isDeleted) return;
  const kind = kindOf(place);
  const there = { ...place, projectId: known?.projectId ?? place.projectId };
  const last = known && kind.parse(known.snapshot);
  if (await kind.isListed(parts.procore, { place: there, known: last, signal })) {
    const label = known ? labelOf(known) : `${kind.words.one} ${place.procoreId}`;
    throw new RemoteError({
      system: "Procore",
      reason: `it lists ${label} but does not show it`,
      retryable: true,
    });
  }
  const deletion = told.change?.isDeletion ? told.change : undefined;
  const changedBy = await nameOf(parts, place, deletion);
  await noteDeletion(parts, connection, { place, claim, changedBy });
}

/** Writes no activity: what was there before us is no change. Undefined: gone or hidden. */
export async function recordBaseline(
  parts: SyncParts,
  connection: Connection,
  place: Place,
): Promise<SyncRecord | undefined> {
  const object = { ...place, connectionId: connection.connectionId };
  const find = (scope: Scope) => findRecord(scope, object);
  const known = await inCompany(parts.db, place.companyId, find);
  if (known) return completeRecord(parts, connection, known);
  const snapshot = await kindOf(place).fetch(parts.procore, { place });
  if (!snapshot) return undefined;
  const fresh = newRecord(connection, place, snapshot);
  return inCompany(
    parts.db,
    place.companyId,
    async (scope) => (await addRecord(scope, fresh)) ?? find(scope),
  );
}

/** A list alone shows too little for a document: then the record is read whole. */
export async function completeRecord(
  parts: SyncParts,
  connection: Connection,
  record: SyncRecord,
): Promise<SyncRecord> {
  if (isWhole(kindOf(record), record.snapshot)) return record;
  await readRecord(parts, connection, { place: record });
  const { companyId, recordId } = record;
  const read = await inCompany(parts.db, companyId, (scope) =>
    getRecord(scope, companyId, recordId),
  );
  return read ?? record;
}

/** Asked of Procore only for a difference: a poll reads many records that have none. */
async function whoChanged(
  parts: SyncParts,
  { record, project, told }: KnownObject,
  { place, snapshot, signal }: Pick<Reading, "place" | "signal"> & { snapshot: AnySnapshot },
): Promise<string | null> {
  const kind = kindOf(place);
  if (told.change?.userId || !kind.changedBy) return nameOf(parts, place, told.change);
  if (difference(kind, record?.snapshot, snapshot).changes.length === 0) return null;
  // Who made it did not have it sent.
  if (!record && wasThereBefore(project, snapshot)) return null;
  const known = record && kind.parse(record.snapshot);
  return (await kind.changedBy(parts.procore, { place, known, seen: snapshot, signal })) ?? null;
}

async function nameOf(
  { procore }: SyncParts,
  { companyId }: Place,
  change: ToldChange | undefined,
): Promise<string | null> {
  const userId = change?.userId;
  return (userId && (await nameOfUser(procore, { companyId, userId }))) || null;
}
