import type { Scope } from "../database/scope.ts";
import { allKinds, kindOf } from "../kinds/index.ts";
import { idIn, keyOf } from "../kinds/kind.ts";
import { findRecord, type ProcoreObject, type SyncRecord } from "../store/records.ts";

/** Tells which of these records go by themselves, or wait for another one that does. */
export async function underWay(
  scope: Scope,
  records: SyncRecord[],
): Promise<(record: SyncRecord) => boolean> {
  const awaited = [...records, ...(await awaitedMasterData(scope, records))];

  function isOnItsWay({ kind, status, attemptingSince, waiting, waitingFor }: SyncRecord): boolean {
    // Master data has no status to wait in: the push of a record that needs it sends it.
    if (kindOf({ kind }).isMasterData) return waiting === null;
    if (attemptingSince && status !== "error") return true;
    if (status !== "pending") return false;
    if (waitingFor === null) return waiting === null;
    const other = awaited.find((one) => keyOf(one) === waitingFor);
    return other !== undefined && isOnItsWay(other);
  }

  return isOnItsWay;
}

async function awaitedMasterData(scope: Scope, records: SyncRecord[]): Promise<SyncRecord[]> {
  const names = allKinds()
    .filter(({ isMasterData }) => isMasterData)
    .map(({ name }) => name);
  const awaited = new Map<string, ProcoreObject>();
  for (const record of records) {
    const key = record.waitingFor ?? "";
    const kind = names.find((name) => key.startsWith(`${name}:`));
    if (kind) awaited.set(key, { ...record, kind, procoreId: idIn(key) });
  }
  const found = await Promise.all([...awaited.values()].map((object) => findRecord(scope, object)));
  return found.filter((record) => record !== undefined);
}
