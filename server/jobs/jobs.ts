import { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { type Durations, production } from "../durations.ts";
import { watchDepths } from "../metrics.ts";
import { prepareQueues } from "./prepare-queues.ts";
import { SUPERVISE_SECONDS, TASK_NAMES } from "./queues.ts";
import { type SendOptions, send } from "./send.ts";
import type { TaskName, TaskTable, Tasks } from "./tasks.ts";
import { type Ticker, startTicker } from "./ticker.ts";
import { startWorkers } from "./work.ts";

export interface Jobs {
  /** Creates or updates the queues. Everything else comes after it. */
  start(): Promise<void>;
  /** A job whose key (queues.ts) already waits merges with that one. */
  send<Name extends TaskName>(name: Name, load: Tasks[Name], options?: SendOptions): Promise<void>;
  sendMany<Name extends TaskName>(
    name: Name,
    loads: Tasks[Name][],
    options?: SendOptions,
  ): Promise<void>;
  /** Takes up jobs. `everyTick` is called at each tick in one process of all. */
  work(tasks: TaskTable, options?: { everyTick?: () => Promise<void> }): Promise<void>;
  /** Takes up no more, waits for running jobs, and gives back those that do not end in time. */
  stop(): Promise<void>;
  isReady(): boolean;
}

interface JobsParts {
  connectionString: string;
  log: Logger;
  durations?: Durations;
  stopMs?: number;
}

const CONNECTIONS = 6;
const STOP_MS = 7_000;
const DAY_SECONDS = 86_400;

export function createJobs({
  connectionString,
  log,
  durations = production,
  stopMs = STOP_MS,
}: JobsParts): Jobs {
  const boss = new PgBoss({
    connectionString,
    application_name: "crosstie jobs",
    max: CONNECTIONS,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    maintenanceIntervalSeconds: DAY_SECONDS / 24,
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue failed"));
  boss.on("warning", (warning) => log.warn({ warning }, "job queue warns"));
  let state: "new" | "ready" | "stopped" = "new";
  let ticker: Ticker | undefined;
  let unwatch: (() => void) | undefined;

  return {
    async start() {
      await boss.start();
      await prepareQueues(boss, durations);
      state = "ready";
      unwatch = watchDepths(() => boss.getQueues(TASK_NAMES));
    },
    send: (name, load, options) => send(boss, name, [load], options),
    sendMany: (name, loads, options) => send(boss, name, loads, options),
    async work(tasks, { everyTick } = {}) {
      await startWorkers({ boss, log, durations }, tasks);
      if (everyTick) {
        ticker = startTicker({ connectionString, log, everyMs: durations.tickMs, tick: everyTick });
      }
    },
    async stop() {
      state = "stopped";
      unwatch?.();
      // Now, and not after the statements with which pg-boss begins to stop: a worker that ends its
      // job meanwhile would take up another.
      for (const name of TASK_NAMES) void boss.offWork(name, { wait: false });
      await Promise.all([ticker?.stop(), boss.stop({ graceful: true, timeout: stopMs })]);
    },
    isReady: () => state === "ready",
  };
}
