import { isDeepStrictEqual } from "node:util";
import type { Known } from "../../connectors/connector.ts";
import type { Document } from "../../connectors/documents.ts";
import type { Scope } from "../../database/scope.ts";
import { AppError } from "../../errors.ts";
import { kindOf } from "../../kinds/index.ts";
import type { Place } from "../../kinds/kind.ts";
import type { Connection } from "../../store/connections.ts";
import type { RecordToPush } from "../../store/record-pushes.ts";
import type { SyncRecord } from "../../store/records.ts";
import { besideOf } from "./beside.ts";
import { withNumber } from "./bill-number.ts";
import { circumstances, decide } from "./decide.ts";
import { type Blocked, findBlocking, findDependencies, neededByKind } from "./dependencies.ts";

export interface Prepared {
  connection: Connection;
  document: Document;
  known: Known | undefined;
  /** As a write began whose answer was lost, where the record has changed since. */
  earlier?: Document | undefined;
}

/** `unread`: master data to read from Procore first; blocked if Procore has none. */
export type Preparation = { prepared: Prepared } | { blocked: Blocked; unread?: Place };

/** Calls no other system. Throws an AppError where no document can be made. */
export async function preparePush(
  scope: Scope,
  { record, connection, project: found }: RecordToPush,
): Promise<Preparation> {
  if (!connection) return { blocked: { waiting: "Crosstie to be installed and connected again" } };
  if (connection.status === "broken") {
    return { blocked: { waiting: "a working connection: an admin mends it in Settings" } };
  }
  const { retainage, credited } = await besideOf(scope, record, connection);
  const around = circumstances(connection, found, retainage);
  const decision = decide(record, around);
  if (!decision.isReady) return { blocked: decision };
  const dependencies = await findDependencies(scope, record);
  if ("blocked" in dependencies) return dependencies;
  const blocked = findBlocking(dependencies.found);
  if (blocked) return { blocked };
  const kind = kindOf(record);
  const needed = neededByKind(dependencies.found);
  const made = { record, needed, project: around.project, retainage, credited };
  const whole = kind.document({ ...made, snapshot: kind.parse(record.snapshot) });
  const document = await withNumber(scope, record, whole);
  const earlier = wasChangedSince(record)
    ? orNone(() => kind.document({ ...made, snapshot: kind.parse(record.attempted) }))
    : undefined;
  const isSameKind = earlier?.kind === document.kind;
  const prepared = { connection, document, known: knownOf(record) };
  return { prepared: { ...prepared, ...(isSameKind && { earlier }) } };
}

function orNone(make: () => Document): Document | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** A write was lost, and the record is no more as it was then. */
function wasChangedSince({ attempted, snapshot, attemptingSince, landsUntil }: SyncRecord) {
  const isLost = attemptingSince !== null || landsUntil !== null;
  return isLost && attempted !== null && !isDeepStrictEqual(attempted, snapshot);
}

export function knownOf(record: SyncRecord): Known | undefined {
  const { erpId, erpLines, written, isRequested } = record;
  if (erpId === null) return undefined;
  return { id: erpId, lines: erpLines, written, isAskedFor: isRequested };
}
