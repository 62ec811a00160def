import { isDeepStrictEqual } from "node:util";
import type { PgBoss, QueueResult } from "pg-boss";
import type { Durations } from "../durations.ts";
import { TASK_NAMES, queueOptions } from "./queues.ts";

/**
 * pg-boss's "short" keeps one waiting job per key. Its "stately" would also keep one running, but
 * then fetches skip keys by old statistics. So our own index keeps one running and one in back-off.
 */
const POLICY = "short";
const INDEX = "crosstie_one_per_key";
/** pg-boss keeps the jobs of all queues here that have no table of their own. */
const TABLE = "job_common";

export async function prepareQueues(boss: PgBoss, durations: Durations): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const name of TASK_NAMES) {
    const queue = existing.get(name);
    const options = queueOptions(name, durations);
    if (!queue) await boss.createQueue(name, { ...options, policy: POLICY });
    else if (differs(queue, options)) await boss.updateQueue(name, options);
  }
}

function differs(queue: QueueResult, options: ReturnType<typeof queueOptions>): boolean {
  return Object.entries(options).some(
    ([option, value]) => !isDeepStrictEqual(queue[option as keyof QueueResult], value),
  );
}

export async function guardKeys(boss: PgBoss): Promise<void> {
  if (await areKeysGuarded(boss)) return;
  // One message is one transaction: processes that start together take turns.
  await boss.getDb().executeSql(`
    select pg_advisory_xact_lock(71460216);
    create unique index if not exists ${INDEX} on pgboss.${TABLE} (name, state, singleton_key) where state in ('retry', 'active');
  `);
}

export async function areKeysGuarded(boss: PgBoss): Promise<boolean> {
  const { rows } = await boss
    .getDb()
    .executeSql(
      "select from pg_indexes where schemaname = 'pgboss' and tablename = $1 and indexname = $2",
      [TABLE, INDEX],
    );
  return rows.length > 0;
}
