import type { Known } from "../../connectors/connector.ts";
import type { Document } from "../../connectors/documents.ts";
import type { Scope } from "../../database/scope.ts";
import { kindOf } from "../../kinds/index.ts";
import type { Place } from "../../kinds/kind.ts";
import type { Connection } from "../../store/connections.ts";
import { sentUnder } from "../../store/counterparts.ts";
import type { RecordToPush } from "../../store/record-pushes.ts";
import type { SyncRecord } from "../../store/records.ts";
import { withNumber } from "./bill-number.ts";
import { circumstances, decide } from "./decide.ts";
import { type Blocked, findBlocking, findDependencies, neededByKind } from "./dependencies.ts";

export interface Prepared {
  connection: Connection;
  document: Document;
  known: Known | undefined;
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
  const around = circumstances(connection, found);
  const decision = decide(record, around);
  if (!decision.isReady) return { blocked: decision };
  const dependencies = await findDependencies(scope, record);
  if ("blocked" in dependencies) return dependencies;
  const blocked = findBlocking(dependencies.found);
  if (blocked) return { blocked };
  const kind = kindOf(record);
  const credited = await creditedFor(scope, record);
  const needed = neededByKind(dependencies.found);
  const made = { record, needed, project: around.project, credited };
  const whole = kind.document({ ...made, snapshot: kind.parse(record.snapshot) });
  const document = await withNumber(scope, record, whole);
  return { prepared: { connection, document, known: knownOf(record) } };
}

/** Total of the credits sent under the same parent; only bills need it. */
export async function creditedFor(scope: Scope, record: SyncRecord): Promise<string | undefined> {
  if (record.document !== "bill") return undefined;
  return (await sentUnder(scope, { ...record, document: "credit" })) ?? undefined;
}

export function knownOf(record: SyncRecord): Known | undefined {
  const { erpId, erpLines, written, isRequested } = record;
  if (erpId === null) return undefined;
  return { id: erpId, lines: erpLines, written, isAskedFor: isRequested };
}
