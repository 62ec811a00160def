import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Durations } from "../durations.ts";
import { QUEUES, TASK_NAMES } from "./queues.ts";
import { runJob } from "./run-job.ts";
import type { TaskName, TaskTable, Tasks } from "./tasks.ts";

interface WorkParts {
  boss: PgBoss;
  log: Logger;
  durations: Durations;
}

interface Worker {
  id: string;
  isBusy: boolean;
}

/**
 * NOTIFY wakes workers at once; it tells nobody when a deferred job's time has come. One worker of
 * each queue looks for those every `dueJobsMs`, the others as rarely as this.
 */
const BACKSTOP_SECONDS = 30;

export async function startWorkers(
  { boss, log, durations }: WorkParts,
  tasks: TaskTable,
): Promise<void> {
  const pollSeconds = durations.dueJobsMs / 1000;
  await Promise.all(
    TASK_NAMES.map((name) => startQueue(boss, log, { name, task: tasks[name], pollSeconds })),
  );
}

async function startQueue<Name extends TaskName>(
  boss: PgBoss,
  log: Logger,
  { name, task, pollSeconds }: { name: Name; task: TaskTable[Name]; pollSeconds: number },
): Promise<void> {
  const workers: Worker[] = [];
  for (let place = 0; place < QUEUES[name].workers; place += 1) {
    const worker: Worker = { id: "", isBusy: false };
    workers.push(worker);
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
      async (jobs: JobWithMetadata<Tasks[Name]>[]) => {
        worker.isBusy = true;
        wakeMore(boss, worker, workers);
        try {
          return await Promise.all(jobs.map((job) => runJob({ boss, log, name, task }, job)));
        } finally {
          worker.isBusy = false;
        }
      },
    );
  }
}

/**
 * Where there was one job there may be more: this worker looks again when it is done, and an idle
 * one at once. Otherwise they would sleep beside a full queue.
 */
function wakeMore(boss: PgBoss, worker: Worker, workers: Worker[]): void {
  boss.notifyWorker(worker.id);
  const idle = workers.find((other) => !other.isBusy && other.id);
  if (idle) boss.notifyWorker(idle.id);
}
