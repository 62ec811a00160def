import { kindOf, labelOf } from "../../kinds/index.ts";
import type { AnySnapshot, InErp, Kind, Need, Place } from "../../kinds/kind.ts";
import { addRecord, findRecord, type SyncRecord } from "../../store/records.ts";
import { newRecord } from "../detect/note-change.ts";
import type { SyncParts } from "../parts.ts";

/** Why a record cannot go yet, and what has to go first. */
export interface Blocked {
  waiting: string;
  isTakenBack?: true;
  /** A record that has to go first, or a place in Procore where one has yet to be read. */
  first?: { record: SyncRecord } | { place: Place };
  /** What has to go first goes only when a person sends it. */
  isByHand?: true;
}

export interface Dependency {
  need: Need;
  record: SyncRecord;
}

/** The records that this one needs, or what is missing of them. They need not be in the ERP. */
export async function findDependencies(
  parts: SyncParts,
  record: SyncRecord,
): Promise<{ found: Dependency[] } | { blocked: Blocked }> {
  const kind = kindOf(record);
  const found: Dependency[] = [];
  for (const need of kind.needs(kind.parse(record.snapshot))) {
    const dependency = await findNeeded(parts, record, need);
    if (!dependency) return { blocked: missing(record, need) };
    found.push({ need, record: dependency });
  }
  return { found };
}

async function findNeeded(
  { db, procore }: SyncParts,
  { companyId, connectionId }: SyncRecord,
  { kind: name, procoreId }: Need,
): Promise<SyncRecord | undefined> {
  if (procoreId === undefined) return undefined;
  const object = { companyId, connectionId, kind: name, procoreId };
  const known = await findRecord(db, object);
  const kind = kindOf({ kind: name });
  if (known || !kind.isMasterData) return known;
  const place = { companyId, kind: name, procoreId, projectId: null };
  const snapshot = await kind.fetch(procore, { place });
  if (!snapshot) return undefined;
  return (
    (await addRecord(db, newRecord({ connectionId }, place, snapshot))) ?? findRecord(db, object)
  );
}

function missing({ companyId, projectId }: SyncRecord, need: Need): Blocked {
  const { isMasterData, words } = kindOf(need);
  if (need.procoreId === undefined || isMasterData) return { waiting: need.missing };
  const place = { companyId, kind: need.kind, procoreId: need.procoreId, projectId };
  return { waiting: `its ${words.one}`, first: { place } };
}

/** What of these has to go to the ERP before the record can. Undefined: nothing. */
export function findBlocking(dependencies: Dependency[]): Blocked | undefined {
  for (const { need, record } of dependencies) {
    const name = nameOf(kindOf(need), record);
    if (!record.erpId) {
      return isFromBefore(record) ? byHand(name, record) : { waiting: name, first: { record } };
    }
    if (lacksLines(need, record)) {
      return {
        waiting: `${name}, which has lines that the ERP does not have yet`,
        first: { record },
      };
    }
  }
  return undefined;
}

export function inErp(dependencies: Dependency[]): Record<string, InErp> {
  return Object.fromEntries(
    dependencies.map(({ need, record }) => [need.kind, { ...record, erpId: record.erpId ?? "" }]),
  );
}

function nameOf({ isMasterData, words }: Kind<AnySnapshot>, record: SyncRecord): string {
  return isMasterData ? labelOf(record) : `${words.one} ${record.number}`;
}

/** What was there before Crosstie may be in the books already, under a number that nobody told us. */
function isFromBefore({ kind, status, isRequested }: SyncRecord): boolean {
  return !kindOf({ kind }).isMasterData && status === "not_integrated" && !isRequested;
}

function byHand(name: string, record: SyncRecord): Blocked {
  return {
    waiting: `${name}, which is from before Crosstie: look whether the ERP has its order already, then press Sync on it`,
    first: { record },
    isByHand: true,
  };
}

/** Does it build on a line that the ERP will have only once the other's own change is there? */
function lacksLines({ lines }: Need, { status, erpLines }: SyncRecord): boolean {
  return status !== "success" && lines.some((line) => erpLines[line] === undefined);
}
