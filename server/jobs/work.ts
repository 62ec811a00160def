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

/** NOTIFY says nothing when a deferred job becomes due: a free worker looks every `dueJobsMs`. */
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
  const clock = setInterval(() => crews.forEach((crew) => crew.look()), durations.dueJobsMs);
  return () => clearInterval(clock);
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
