import type { Knex } from "knex";

export interface LaneOwner {
  companyId: string;
  connectionId: string;
  /** Unique to one process. */
  owner: string;
}

export interface Held {
  lanes: number[];
  /** Another process waits for a lane. */
  isWanted: boolean;
}

/**
 * Lane 0 is the bell: whoever waits for a lane leases it for a moment, and whoever holds lanes
 * looks at it.
 */
const BELL = 0;
const RING_SECONDS = 1;

/** Makes the rows of a connection's lanes, 0 to `limit`. */
export async function createLanes(db: Knex, of: LaneOwner, limit: number): Promise<void> {
  await db.raw(
    `insert into lanes (company_id, connection_id, lane) select :companyId, :connectionId, lane from generate_series(0, :limit) as lane
     on conflict do nothing`,
    { companyId: of.companyId, connectionId: of.connectionId, limit },
  );
}

/**
 * Leases up to `count` free lanes of 1 to `limit`, and rings the bell when it gets fewer. Resolves
 * with the lanes it got.
 */
export async function leaseLanes(
  db: Knex,
  of: LaneOwner,
  { count, limit, seconds }: { count: number; limit: number; seconds: number },
): Promise<number[]> {
  const { rows } = await db.raw<{ rows: { lane: number }[] }>(
    `with free as (
       select lane from lanes
       where company_id = :companyId and connection_id = :connectionId and lane between 1 and :limit and leased_until < now()
       order by lane limit :count for update skip locked
     ),
     rung as (
       update lanes set leased_by = :owner, leased_until = now() + make_interval(secs => ${RING_SECONDS})
       where company_id = :companyId and connection_id = :connectionId and lane = ${BELL} and (select count(*) from free) < :count
     )
     update lanes set leased_by = :owner, leased_until = now() + make_interval(secs => :seconds)
     from free
     where lanes.company_id = :companyId and lanes.connection_id = :connectionId and lanes.lane = free.lane
     returning lanes.lane`,
    { ...of, count, limit, seconds },
  );
  return rows.map((row) => row.lane);
}

/** Prolongs all leases of the owner. A lane that is not among those it resolves with is lost. */
export async function renewLanes(db: Knex, of: LaneOwner, seconds: number): Promise<Held> {
  const { rows } = await db.raw<{ rows: { lanes: number[]; is_wanted: boolean }[] }>(
    `with renewed as (
       update lanes set leased_until = now() + make_interval(secs => :seconds)
       where company_id = :companyId and connection_id = :connectionId and lane > ${BELL} and leased_by = :owner and leased_until >= now()
       returning lane
     )
     select (select coalesce(array_agg(lane), '{}') from renewed) as lanes,
       exists (select 1 from lanes where company_id = :companyId and connection_id = :connectionId and lane = ${BELL} and leased_by <> :owner and leased_until >= now()) as is_wanted`,
    { ...of, seconds },
  );
  return { lanes: rows[0]?.lanes ?? [], isWanted: rows[0]?.is_wanted ?? false };
}

export async function releaseLanes(db: Knex, of: LaneOwner, lanes: number[]): Promise<void> {
  await db("lanes")
    .where({ company_id: of.companyId, connection_id: of.connectionId, leased_by: of.owner })
    .whereIn("lane", lanes)
    .update({ leased_by: null, leased_until: "-infinity" });
}
