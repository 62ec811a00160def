import { kindOf } from "../../kinds/index.ts";
import type { AnySnapshot, Kind, Place } from "../../kinds/kind.ts";
import type { Connection } from "../../store/connections.ts";
import type { NewRecord } from "../../store/new-records.ts";
import { remembered } from "./compare.ts";

/** A record as it stands when it is first seen. */
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

/** What a snapshot says of its record. */
export function asSeen(kind: Kind, snapshot: AnySnapshot) {
  return {
    ...kind.head(snapshot),
    partsState: kind.parts?.stateOf(snapshot) ?? null,
    snapshot: remembered(kind, snapshot),
    seenAt: snapshot.updatedAt,
  };
}

/** Something that we did not read until now, and that the document carries to the ERP. */
export function carriesMore(kind: Kind, older: AnySnapshot, newer: AnySnapshot): boolean {
  if (older.version >= newer.version) return false;
  return kind
    .fields(newer)
    .some(
      ({ isCarried, of, name, value }) =>
        isCarried && value && (kind.compared[of ?? name] ?? 0) > older.version,
    );
}
