import { createHash } from "node:crypto";
import type { Session } from "../database/session.ts";
import { LanePool } from "./lane-pool.ts";

export interface LaneOf {
  companyId: string;
  connectionId: string;
  limit: number;
}

export type Lane = <T>(call: () => Promise<T>) => Promise<T>;

export interface Lanes {
  /** At most `limit` calls at once over all processes; all callers of a connection share them. */
  of(connection: LaneOf): Lane;
  /** For one job: calls that still wait when the signal aborts throw a JobEndedError. */
  until(signal: AbortSignal): Lanes;
}

const CHANNEL = "crosstie_lanes";

export function createLanes(session: Session): Lanes {
  const pools = new Map<string, LanePool>();
  const answer = (payload: string) => {
    for (const pool of pools.values()) if (`${pool.key}` === payload) pool.shareLanes();
  };
  const recover = () => pools.forEach((pool) => pool.recover());
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

/** Two connections of one key would share their lanes: slower, but never too many calls. */
function keyOf(name: string): number {
  return createHash("sha256").update(name).digest().readInt32BE();
}
