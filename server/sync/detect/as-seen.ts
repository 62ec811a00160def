import { kindOf } from "../../kinds/index.ts";
import type { AnySnapshot, Kind, Place } from "../../kinds/kind.ts";
import { totalOfRecord } from "../../kinds/total-of.ts";
import type { Connection } from "../../store/connections.ts";
import type { NewRecord } from "../../store/new-records.ts";
import { remembered } from "./compare.ts";

export function newRecord(
  connection: Pick<Connection, "connectionId">,
  place: Place,
  snapshot: AnySnapshot,
): NewRecord {
  return {
    companyId: place.companyId,
    connectionId: connection.connectionId,
    kind: place.kind,
    procoreId: place.procoreId,
    projectId: place.projectId,
    ...asSeen(kindOf(place), snapshot),
  };
}

export function asSeen(kind: Kind, snapshot: AnySnapshot) {
  return {
    ...kind.head(snapshot),
    partsState: kind.parts?.stateOf(snapshot) ?? null,
    snapshot: remembered(kind, snapshot),
    total: totalOfRecord({ kind: kind.name, snapshot })?.toFixed(2) ?? null,
    seenAt: snapshot.updatedAt,
  };
}

/** Does the newer snapshot have a value for the ERP that the older version did not read? */
export function carriesMore(kind: Kind, older: AnySnapshot, newer: AnySnapshot): boolean {
  if (older.version >= newer.version) return false;
  return kind
    .fields(newer)
    .some(
      ({ isCarried, of, name, value }) =>
        isCarried && value && (kind.compared[of ?? name] ?? 0) > older.version,
    );
}
