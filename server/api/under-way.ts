import type { Knex } from "knex";
import { findRecord, type SyncRecord } from "../store/records.ts";

/**
 * Tells of these records, a commitment and its invoices, which are on their way without anybody's
 * doing: themselves, or what they wait for.
 */
export async function underWay(
  db: Knex,
  records: SyncRecord[],
): Promise<(record: SyncRecord) => boolean> {
  const awaited = [...records, ...(await awaitedVendors(db, records))];

  function isOnItsWay({ kind, status, attemptingSince, waiting, waitingFor }: SyncRecord): boolean {
    if (attemptingSince && status !== "error") return true;
    // A vendor has no status of its own to wait in: whoever needs it sends it, and fails when it
    // fails.
    if (kind === "vendor") return waiting === null;
    if (status !== "pending") return false;
    if (waitingFor === null) return waiting === null;
    const other = awaited.find((one) => keyOf(one) === waitingFor);
    return other !== undefined && isOnItsWay(other);
  }

  return isOnItsWay;
}

async function awaitedVendors(db: Knex, records: SyncRecord[]): Promise<SyncRecord[]> {
  const keys = new Map(
    records.flatMap((record) =>
      record.waitingFor?.startsWith("vendor:") ? [[record.waitingFor, record] as const] : [],
    ),
  );
  const vendors = [...keys].map(([key, record]) =>
    findRecord(db, { ...record, kind: "vendor", procoreId: key.slice("vendor:".length) }),
  );
  return (await Promise.all(vendors)).filter((vendor) => vendor !== undefined);
}

const keyOf = ({ kind, procoreId }: SyncRecord) => `${kind}:${procoreId}`;
