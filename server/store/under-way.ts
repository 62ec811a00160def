import type { Scope } from "../database/scope.ts";
import { findRecord, type ProcoreObject, type SyncRecord } from "./records.ts";

type IsUnderWay = (record: SyncRecord) => boolean;

/** Tells which of these records go by themselves, or wait for another one of these that does. */
export function underWay(records: SyncRecord[], masterKinds: readonly string[]): IsUnderWay {
  function isOnItsWay({ kind, status, attemptingSince, waiting, waitingFor }: SyncRecord): boolean {
    // Master data has no status to wait in: the push of a record that needs it sends it.
    if (masterKinds.includes(kind)) return waiting === null;
    if (attemptingSince && status !== "error") return true;
    if (status !== "pending") return false;
    if (waitingFor === null) return waiting === null;
    const other = records.find((one) => `${one.kind}:${one.procoreId}` === waitingFor);
    return other !== undefined && isOnItsWay(other);
  }

  return isOnItsWay;
}

/** Whoever asked for it is told how it ended only once nothing more comes of it by itself. */
export const isAtRest = (record: SyncRecord, isUnderWay: IsUnderWay): boolean =>
  record.attemptingSince === null && (record.status !== "pending" || !isUnderWay(record));

/** These, and the master data that they wait for. */
export async function withAwaited(
  scope: Scope,
  records: SyncRecord[],
  masterKinds: readonly string[],
): Promise<SyncRecord[]> {
  const awaited = new Map<string, ProcoreObject>();
  for (const record of records) {
    const key = record.waitingFor ?? "";
    const kind = masterKinds.find((name) => key.startsWith(`${name}:`));
    if (kind) awaited.set(key, { ...record, kind, procoreId: key.slice(kind.length + 1) });
  }
  const found = await Promise.all([...awaited.values()].map((object) => findRecord(scope, object)));
  return [...records, ...found.filter((record) => record !== undefined)];
}
