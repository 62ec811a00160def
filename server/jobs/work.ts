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

/** By queue. */
export type Crews = Map<string, Crew>;

/**
 * NOTIFY wakes workers at once; it tells nobody when a deferred job's time has come. One worker of
 * each queue looks for those every `dueJobsMs`, the others as rarely as this.
 */
const BACKSTOP_SECONDS = 30;

export async function startWorkers(
  { boss, log, durations }: WorkParts,
  { tasks, crews }: { tasks: TaskTable; crews: Crews },
): Promise<void> {
  const pollSeconds = durations.dueJobsMs / 1000;
  await Promise.all(
    TASK_NAMES.map((name) => {
      const crew = new Crew((id) => boss.notifyWorker(id));
      crews.set(name, crew);
      return startQueue(boss, log, { name, task: tasks[name], crew, pollSeconds });
    }),
  );
}

interface Queue<Name extends TaskName> {
  name: Name;
  task: TaskTable[Name];
  crew: Crew;
  pollSeconds: number;
}

async function startQueue<Name extends TaskName>(
  boss: PgBoss,
  log: Logger,
  { name, task, crew, pollSeconds }: Queue<Name>,
): Promise<void> {
  for (let place = 0; place < QUEUES[name].workers; place += 1) {
    const worker = crew.add();
    const options = {
      includeMetadata: true,
      perJobResults: true,
      // With the key as the group, a fetch passes over keys that run; the unique index settles what
      // that misses.
      groupConcurrency: 1,
      pollingIntervalSeconds: pollSeconds,
      notifyPollingIntervalSeconds: place === 0 ? pollSeconds : BACKSTOP_SECONDS,
    } as const;
    worker.id = await boss.work<Tasks[Name], unknown, typeof options>(
      name,
      options,
      (jobs: JobWithMetadata<Tasks[Name]>[]) =>
        crew.run(worker, () =>
          Promise.all(jobs.map((job) => runJob({ boss, log, name, task }, job))),
        ),
    );
  }
}
