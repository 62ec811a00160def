import { randomUUID } from "node:crypto";
import type { Knex } from "knex";
import { type Db, type JobInsert, type PgBoss, fromKnex } from "pg-boss";
import { QUEUES } from "./queues.ts";
import type { TaskName, Tasks } from "./tasks.ts";

export interface SendOptions {
  trx?: Knex.Transaction;
  startAfter?: Date;
  /** One map for all parts of a bulk: the turns of each share go on. */
  turns?: Map<string, number>;
}

interface KeyedJob extends JobInsert {
  id: string;
  singletonKey: string;
}

const TURN = 10;
const MAX_ROUNDS = 20;

export async function send<Name extends TaskName>(
  boss: PgBoss,
  name: Name,
  payloads: Tasks[Name][],
  options: SendOptions = {},
): Promise<void> {
  const db = options.trx ? fromKnex(options.trx) : boss.getDb();
  let left = toJobs(name, payloads, options);
  for (let round = 0; left.length > 0; round += 1) {
    if (round === MAX_ROUNDS) {
      throw new Error(
        `${left.length} jobs of queue ${name} found no place; the first is ${left[0]?.singletonKey}.`,
      );
    }
    const placed = new Set(await boss.insert(name, left, { db, returnId: true }));
    const merging = left.filter((job) => !placed.has(job.id));
    if (merging.length === 0) return;
    const merged = await mergeIntoWaiting(db, name, {
      jobs: merging,
      startAfter: options.startAfter,
      holds: options.trx !== undefined,
    });
    // Our rows are committed: a job that has started meanwhile sees them.
    if (!options.trx) return;
    left = merging.filter((job) => !merged.has(job.singletonKey));
  }
}

/** Sorted by key: two transactions that send the same jobs must not deadlock. */
function toJobs<Name extends TaskName>(
  name: Name,
  payloads: Tasks[Name][],
  { startAfter, turns = new Map() }: SendOptions,
): KeyedJob[] {
  const policy = QUEUES[name];
  const jobs = new Map<string, KeyedJob>();
  for (const payload of payloads) {
    const singletonKey = policy.key(payload);
    if (jobs.has(singletonKey)) continue;
    const share = policy.share(payload);
    const place = turns.get(share) ?? 0;
    turns.set(share, place + 1);
    // `0 -` keeps the first turn from being minus zero.
    const priority = 0 - Math.floor(place / TURN);
    jobs.set(singletonKey, {
      id: randomUUID(),
      data: payload,
      singletonKey,
      group: { id: singletonKey, tier: share },
      priority,
      ...(startAfter && { startAfter }),
    });
  }
  return [...jobs.values()].toSorted((a, b) => (a.singletonKey < b.singletonKey ? -1 : 1));
}

interface Merge {
  jobs: KeyedJob[];
  startAfter: Date | undefined;
  /** Locks the waiting job until our transaction ends: a worker would not see our rows before. */
  holds: boolean;
}

async function mergeIntoWaiting(
  db: Db,
  name: TaskName,
  { jobs, startAfter, holds }: Merge,
): Promise<Set<string>> {
  const { rows } = await db.executeSql(
    `with ours as (select * from json_to_recordset($2::text::json) as ours ("singletonKey" text, priority int)),
     merged as (
       update pgboss.job waiting
       set start_after = least(waiting.start_after, coalesce($3::timestamptz, now())), priority = greatest(waiting.priority, ours.priority)
       from ours
       where waiting.name = $1 and waiting.state = 'created' and waiting.singleton_key = ours."singletonKey"
         and ($4::boolean or waiting.start_after > coalesce($3::timestamptz, now()) or waiting.priority < ours.priority)
       returning waiting.singleton_key
     ),
     woken as (
       -- pg-boss's own channel: workers may have passed over the job while we held it
       select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), $1) from merged limit 1
     )
     select singleton_key from merged where (select count(*) from woken) >= 0`,
    [
      name,
      JSON.stringify(jobs.map(({ singletonKey, priority }) => ({ singletonKey, priority }))),
      startAfter?.toISOString() ?? null,
      holds,
    ],
  );
  return new Set((rows as { singleton_key: string }[]).map((row) => row.singleton_key));
}
