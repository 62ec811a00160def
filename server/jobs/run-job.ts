import type { JobResult, JobWithMetadata, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { isWorthRetrying, RemoteError } from "../errors.ts";
import { countJob } from "../metrics.ts";
import { claimOf } from "./claim.ts";
import type { Task, TaskName, Tasks } from "./tasks.ts";

interface Run<Name extends TaskName> {
  boss: PgBoss;
  log: Logger;
  name: Name;
  task: Task<Name>;
}

export async function runJob<Name extends TaskName>(
  { boss, log, name, task }: Run<Name>,
  job: JobWithMetadata<Tasks[Name]>,
): Promise<JobResult> {
  const isLastTry = job.retryCount >= job.retryLimit;
  const started = performance.now();
  const end = (outcome: "done" | "retried" | "failed") =>
    countJob(name, outcome, (performance.now() - started) / 1000);
  try {
    const { signal, retryCount } = job;
    await task(job.data, { signal, retryCount, isLastTry, claim: claimOf(boss, { name, job }) });
    end("done");
    return { id: job.id, status: "completed" };
  } catch (error) {
    const facts = { queue: name, load: job.data, retryCount: job.retryCount, err: error };
    const output = { message: (error as Error).message };
    if (!isWorthRetrying(error) || isLastTry) {
      log.error(facts, "job failed");
      end("failed");
      return { id: job.id, status: "deadletter", output };
    }
    log.warn(facts, "job failed, will be tried again");
    end("retried");
    if (error instanceof RemoteError && error.retryAt) {
      await retryAt(boss, { name, job, output, startAfter: error.retryAt });
    }
    return { id: job.id, status: "failed", output };
  }
}

interface Postponed {
  name: TaskName;
  job: { id: string; retryCount: number };
  output: object;
  startAfter: Date;
}

/** Fails the job before pg-boss does, and moves the retry; pg-boss then finds nothing to fail. */
async function retryAt(boss: PgBoss, { name, job, output, startAfter }: Postponed): Promise<void> {
  await boss.fail(name, [{ id: job.id, retryCount: job.retryCount }], output);
  await boss.update(name, undefined, { id: job.id, startAfter });
}
