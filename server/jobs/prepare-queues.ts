import { isDeepStrictEqual } from "node:util";
import type { PgBoss, QueueResult } from "pg-boss";
import type { Durations } from "../durations.ts";
import { TASK_NAMES, queueOptions } from "./queues.ts";
import type { TaskName } from "./tasks.ts";

/**
 * pg-boss's policy "short" keeps one job per key waiting. Its "stately" would also keep one
 * running, but then fetches skip the keys that ran when
 * statistics were last taken, however long ago that was. This index of our own keeps one per key
 * running, and one waiting out its back-off;
 * pg-boss finds running jobs by it too, among all those that are done.
 */
const POLICY = "short";
const INDEX = "crosstie_one_per_key";

export async function prepareQueues(boss: PgBoss, durations: Durations): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const name of TASK_NAMES) {
    const queue = existing.get(name);
    const options = queueOptions(name, durations);
    if (!queue) await boss.createQueue(name, { ...options, policy: POLICY });
    else if (differs(queue, options)) await boss.updateQueue(name, options);
  }
  await guardKeys(boss);
}

function differs(queue: QueueResult, options: ReturnType<typeof queueOptions>): boolean {
  return Object.entries(options).some(
    ([option, value]) => !isDeepStrictEqual(queue[option as keyof QueueResult], value),
  );
}

async function guardKeys(boss: PgBoss): Promise<void> {
  const tables = new Set(
    (await boss.getQueues(TASK_NAMES as TaskName[])).map((queue) => queue.table),
  );
  const db = boss.getDb();
  for (const table of tables) {
    const { rows } = await db.executeSql(
      "select 1 from pg_indexes where schemaname = 'pgboss' and tablename = $1 and indexname = $2",
      [table, INDEX],
    );
    if (rows.length > 0) continue;
    // One message, so one transaction: processes that start together take turns.
    await db.executeSql(`
      select pg_advisory_xact_lock(71460216);
      create unique index if not exists ${INDEX} on pgboss.${table} (name, state, singleton_key) where state in ('retry', 'active');
    `);
  }
}
