import type { Knex } from "knex";
import { LanePool } from "./lane-pool.ts";

export interface LaneOf {
  companyId: string;
  connectionId: string;
  /** What the ERP allows at once, over all our processes. */
  limit: number;
}

type Lane = <T>(call: () => Promise<T>) => Promise<T>;

const pools = new WeakMap<Knex, Map<string, LanePool>>();

/**
 * Runs calls of one connection, never more at once than `limit` over all processes. Ask as often as
 * you like: the same database and connection
 * share their lanes within a process.
 */
export function lanesFor(db: Knex, { companyId, connectionId, limit }: LaneOf): Lane {
  const ofDb = pools.get(db) ?? new Map<string, LanePool>();
  pools.set(db, ofDb);
  const key = `${companyId}/${connectionId}`;
  const pool = ofDb.get(key) ?? new LanePool(db, { companyId, connectionId });
  ofDb.set(key, pool);
  pool.setLimit(limit);
  return (call) => pool.run(call);
}

/** Gives all lanes back; for the end of a process, after its last call. */
export async function closeLanes(db: Knex): Promise<void> {
  await Promise.all([...(pools.get(db)?.values() ?? [])].map((pool) => pool.close()));
  pools.delete(db);
}
