import { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { DatabaseError } from "../database/refused.ts";
import type { Session } from "../database/session.ts";
import { type Durations, production } from "../durations.ts";
import { watchDepths } from "../metrics.ts";
import { bossDatabase } from "./boss-database.ts";
import { noteError } from "./note-error.ts";
import { areKeysGuarded, prepareQueues } from "./prepare-queues.ts";
import { SUPERVISE_SECONDS, TASK_NAMES } from "./queues.ts";
import { type SendOptions, send } from "./send.ts";
import type { TaskName, TaskTable, Tasks } from "./tasks.ts";
import { type Ticker, startTicker } from "./ticker.ts";
import { type Crews, startWorkers } from "./work.ts";

export interface Jobs {
  /** Call it first. Throws a DatabaseError when pg-boss's tables are not those of this version. */
  start(): Promise<void>;
  /** Merges with a waiting job of the same key (queues.ts). */
  send<Name extends TaskName>(
    name: Name,
    payload: Tasks[Name],
    options?: SendOptions,
  ): Promise<void>;
  sendMany<Name extends TaskName>(
    name: Name,
    payloads: Tasks[Name][],
    options?: SendOptions,
  ): Promise<void>;
  /** `everyTick` runs in only one of all processes. */
  work(tasks: TaskTable, options?: { everyTick?(): Promise<void> }): Promise<void>;
  stop(): Promise<void>;
  isReady(): boolean;
}

interface JobsParts {
  url: string;
  /** As `openDatabase` says. */
  isPooled?: boolean;
  session: Session;
  log: Logger;
  durations?: Durations;
  stopMs?: number;
}

const STOP_MS = 7_000;
const DAY_SECONDS = 86_400;

export function createJobs({
  url,
  isPooled = false,
  session,
  log,
  durations = production,
  stopMs = STOP_MS,
}: JobsParts): Jobs {
  const crews: Crews = new Map();
  const onJob = (queue: string) => crews.get(queue)?.alert();
  const db = bossDatabase({ url, isPooled, session, log, onJob });
  const boss = new PgBoss({
    db,
    migrate: false,
    // Only an index's owner can rebuild it: migrate-queues.ts does.
    reindex: false,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    maintenanceIntervalSeconds: DAY_SECONDS / 24,
  });
  boss.on("error", (error) => noteError(log, error, "job queue failed"));
  boss.on("warning", (warning) => log.warn({ warning }, "job queue warns"));
  let state: "new" | "ready" | "stopped" = "new";
  let ticker: Ticker | undefined;
  let unwatch: (() => void) | undefined;
  let stopLooking: (() => void) | undefined;

  return {
    async start() {
      await startMigrated(boss);
      await prepareQueues(boss, durations);
      state = "ready";
      unwatch = watchDepths(() => boss.getQueues(TASK_NAMES));
    },
    send: (name, payload, options) => send(boss, name, [payload], options),
    sendMany: (name, payloads, options) => send(boss, name, payloads, options),
    async work(tasks, { everyTick } = {}) {
      stopLooking = await startWorkers({ boss, log, durations }, { tasks, crews });
      if (everyTick) {
        ticker = startTicker({ session, log, everyMs: durations.tickMs, tick: everyTick });
      }
    },
    async stop() {
      state = "stopped";
      unwatch?.();
      stopLooking?.();
      // At once: a worker that ends its job while pg-boss begins to stop would take another one.
      for (const name of TASK_NAMES) void boss.offWork(name, { wait: false });
      await Promise.all([ticker?.stop(), boss.stop({ graceful: true, timeout: stopMs })]);
      await db.close();
    },
    isReady: () => state === "ready",
  };
}

async function startMigrated(boss: PgBoss): Promise<void> {
  const behind = (cause?: Error) =>
    new DatabaseError(
      "The queue's tables are not those that this version needs. Run npm run migrate, with DATABASE_MIGRATION_URL set.",
      { cause },
    );
  await boss.start().catch((cause: Error) => {
    const isBehind = /^pg-boss (?:is not installed|database requires migrations)/;
    throw isBehind.test(cause.message) ? behind(cause) : cause;
  });
  if (!(await areKeysGuarded(boss))) throw behind();
}
