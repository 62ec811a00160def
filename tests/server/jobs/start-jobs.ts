import { pino } from "pino";
import { openSession } from "../../../server/database/session.ts";
import { production } from "../../../server/durations.ts";
import { type Jobs, createJobs } from "../../../server/jobs/jobs.ts";
import { TASK_NAMES } from "../../../server/jobs/queues.ts";
import type { TaskTable } from "../../../server/jobs/tasks.ts";

const silent = pino({ level: "silent" });

/** As a process of its own does, with a session of its own. */
export async function startJobs(
  connectionString: string,
  options: { tickMs?: number; stopMs?: number } = {},
): Promise<Jobs> {
  const session = await openSession({ directUrl: connectionString, log: silent });
  const { tickMs = production.tickMs, stopMs } = options;
  const durations = { ...production, tickMs };
  const jobs = createJobs({ url: connectionString, session, log: silent, durations, stopMs });
  await jobs.start();
  return {
    ...jobs,
    async stop() {
      await jobs.stop();
      await session.stop();
    },
  };
}

/** A task for every queue; those not given do nothing. */
export function taskTable(tasks: Partial<TaskTable>): TaskTable {
  const idle = Object.fromEntries(
    TASK_NAMES.map((name) => [name, async () => {}]),
  ) as unknown as TaskTable;
  return { ...idle, ...tasks };
}

export interface Gate {
  promise: Promise<void>;
  open(): void;
}

export function gate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: resolve };
}
