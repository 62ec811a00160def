import { createHash } from "node:crypto";
import type { Session } from "../database/session.ts";
import { LanePool } from "./lane-pool.ts";

export interface LaneOf {
  companyId: string;
  connectionId: string;
  /** What the ERP allows at once, over all our processes. */
  limit: number;
}

export type Lane = <T>(call: () => Promise<T>) => Promise<T>;

export interface Lanes {
  /**
   * Runs calls of one connection, never more at once than `limit` over all processes. All who ask
   * for the same connection share its lanes.
   */
  of(connection: LaneOf): Lane;
  /** The same for one job: once that is over, nobody waits for it any more (JobEndedError). */
  until(signal: AbortSignal): Lanes;
}

/** The channel on which a process without a lane tells the others that it waits for one. */
const CHANNEL = "crosstie_lanes";

/** A process's lanes of all connections. They are given back when its session ends. */
export function createLanes(session: Session): Lanes {
  const pools = new Map<string, LanePool>();
  const answer = (payload: string) => {
    for (const pool of pools.values()) if (`${pool.key}` === payload) pool.shareLanes();
  };
  const recover = () => pools.forEach((pool) => pool.recover());
  // If this fails the session was lost, and listens when it is back.
  session.listen(CHANNEL, { onNotice: answer, onGap: recover }).catch(() => undefined);

  const lanesUntil = (signal?: AbortSignal): Lanes => ({
    of({ companyId, connectionId, limit }) {
      const name = `${companyId}/${connectionId}`;
      const pool = pools.get(name) ?? new LanePool(session, { key: keyOf(name), channel: CHANNEL });
      pools.set(name, pool);
      pool.setLimit(limit);
      return (call) => pool.run(call, signal);
    },
    until: lanesUntil,
  });
  return lanesUntil();
}

/** Two connections of one key would share their lanes: slower, and never too many. */
function keyOf(name: string): number {
  return createHash("sha256").update(name).digest().readInt32BE();
}
