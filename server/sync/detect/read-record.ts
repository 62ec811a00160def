import { inCompany, type Scope } from "../../database/scope.ts";
import { RemoteError } from "../../errors.ts";
import { kindOf, labelOf } from "../../kinds/index.ts";
import type { Place } from "../../kinds/kind.ts";
import { wholeResources } from "../../kinds/resources.ts";
import { nameOfUser } from "../../procore/people.ts";
import type { Connection } from "../../store/connections.ts";
import { toldOf } from "../../store/deliveries.ts";
import { findFailedRead } from "../../store/failed-reads.ts";
import { addRecord, findRecord, getRecord, type SyncRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";
import { newRecord, noteChange, noteDeletion } from "./note-change.ts";

interface Reading {
  connection: Connection;
  place: Place;
  signal: AbortSignal | undefined;
}

/**
 * Reads a record in Procore once, and writes down what differs from what was read before. Rejects
 * with a RemoteError when Procore refuses it.
 */
export async function readRecord(
  parts: SyncParts,
  connection: Connection,
  { place, signal }: { place: Place; signal?: AbortSignal | undefined },
): Promise<void> {
  const object = { ...place, connectionId: connection.connectionId };
  const known = await inCompany(parts.db, place.companyId, (scope) => whatIsKnown(scope, object));
  await readKnown(parts, { connection, place, signal }, known);
}

export interface Known {
  failed: Awaited<ReturnType<typeof findFailedRead>>;
  known: SyncRecord | undefined;
}

/** What we have of a record before it is read. */
export async function whatIsKnown(
  scope: Scope,
  object: Place & { connectionId: string },
): Promise<Known> {
  return {
    failed: await findFailedRead(scope, { ...object, isList: false }),
    known: await findRecord(scope, object),
  };
}

/** The same, of a record of which it was looked up already what is known. */
export async function readKnown(
  parts: SyncParts,
  { connection, place, signal }: Reading,
  { failed, known }: Known,
): Promise<void> {
  const kind = kindOf(place);
  if (!known && kind.isMasterData) return;
  const snapshot = await kind.fetch(parts.procore, {
    place,
    known: known && kind.parse(known.snapshot),
    signal,
  });
  if (!snapshot) return noteGone(parts, { connection, place, signal }, known);
  // The first look at its project met it, and could not read it.
  const isFromBefore = failed?.baselineUntil && snapshot.updatedAt < failed.baselineUntil;
  const old = newRecord(connection, place, snapshot);
  if (
    isFromBefore &&
    (await inCompany(parts.db, place.companyId, (scope) => addRecord(scope, old)))
  ) {
    return;
  }
  await noteChange(parts, connection, { place, snapshot, ...(await whatWasTold(parts, place)) });
}

/** Procore answers 404 to what is gone and to what the app may not see: its list tells which. */
async function noteGone(
  parts: SyncParts,
  { connection, place, signal }: Reading,
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
      reason: `Procore lists ${label} but does not show it`,
      retryable: true,
    });
  }
  await noteDeletion(parts, connection, place);
}

/**
 * The record as it stands, without an activity: what was there before us is no change. Undefined
 * when Procore does not show it.
 */
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

/** A record that is known from a list alone is read whole before a document is made of it. */
export async function completeRecord(
  parts: SyncParts,
  connection: Connection,
  record: SyncRecord,
): Promise<SyncRecord> {
  if (kindOf(record).parse(record.snapshot).version > 0) return record;
  await readRecord(parts, connection, { place: record });
  const { companyId, recordId } = record;
  const read = await inCompany(parts.db, companyId, (scope) =>
    getRecord(scope, companyId, recordId),
  );
  return read ?? record;
}

/** What the deliveries say of it: who changed it last, by name, and whether it is new. */
async function whatWasTold(
  { db, procore }: SyncParts,
  place: Place,
): Promise<{ changedBy: string | null; isCreation: boolean }> {
  const { companyId, procoreId: resourceId } = place;
  const resourceNames = wholeResources(kindOf(place));
  const { userId, isCreation } = await inCompany(db, companyId, (scope) =>
    toldOf(scope, { companyId, resourceNames, resourceId }),
  );
  const name = userId && (await nameOfUser(procore, { companyId, userId }));
  return { changedBy: name ?? null, isCreation };
}
