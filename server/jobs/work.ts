import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Durations } from "../durations.ts";
import { Crew } from "./crew.ts";
import { QUEUES, TASK_NAMES } from "./queues.ts";
import { runJob } from "./run-job.ts";
import type { TaskName, TaskTable, Tasks } from "./tasks.ts";

interface WorkParts {
  boss: PgBoss;
  log: Logger;
  durations: Durations;
}

export type Crews = Map<string, Crew>;

const BACKSTOP_SECONDS = 600;

export async function startWorkers(
  { boss, log, durations }: WorkParts,
  { tasks, crews }: { tasks: TaskTable; crews: Crews },
): Promise<() => void> {
  await Promise.all(
    TASK_NAMES.map((name) => {
      const { atOnce } = QUEUES[name];
      const crew = new Crew({ wake: (id) => boss.notifyWorker(id), atOnce });
      crews.set(name, crew);
      return startQueue(boss, log, { name, task: tasks[name], crew });
    }),
  );
  let hasStopped = false;
  const look = async () => {
    const due = await queuesWithDueJobs(boss).catch((error: unknown) => {
      if (!hasStopped) log.warn({ err: error }, "could not look for jobs that are due");
      return [];
    });
    if (!hasStopped) for (const name of due) crews.get(name)?.look();
  };
  const clock = setInterval(() => void look(), durations.dueJobsMs);
  return () => {
    hasStopped = true;
    clearInterval(clock);
  };
}

/** One statement for all queues: a look of each queue's worker would be one of its own. */
async function queuesWithDueJobs(boss: PgBoss): Promise<string[]> {
  const { rows } = await boss.getDb().executeSql(
    `select queue.name from unnest($1::text[]) as queue (name)
     where exists (
       select from pgboss.job
       where job.name = queue.name and state < 'active' and not blocked and start_after <= now()
     )`,
    [TASK_NAMES],
  );
  return (rows as { name: string }[]).map(({ name }) => name);
}

interface Queue<Name extends TaskName> {
  name: Name;
  task: TaskTable[Name];
  crew: Crew;
}

async function startQueue<Name extends TaskName>(
  boss: PgBoss,
  log: Logger,
  { name, task, crew }: Queue<Name>,
): Promise<void> {
  const { workers, share } = QUEUES[name];
  const options = {
    includeMetadata: true,
    perJobResults: true,
    groupConcurrency: {
      // The group is the key: a fetch skips keys that run; the unique index is the last guard.
      default: 1,
      // The tier is the share: pg-boss reads this at each fetch and skips full shares.
      get tiers() {
        return crew.full();
      },
    },
    pollingIntervalSeconds: BACKSTOP_SECONDS,
    notifyPollingIntervalSeconds: BACKSTOP_SECONDS,
  } as const;
  for (let place = 0; place < workers; place += 1) {
    const worker = crew.add();
    worker.id = await boss.work<Tasks[Name], unknown, typeof options>(
      name,
      options,
      ([job]: JobWithMetadata<Tasks[Name]>[]) =>
        crew.run(worker, share(job!.data), async () => [
          await runJob({ boss, log, name, task }, job!),
        ]),
    );
  }
}
