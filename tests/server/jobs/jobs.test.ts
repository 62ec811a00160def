import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { ConflictError, RemoteError } from "../../../server/errors.ts";
import { QUEUES, TASK_NAMES } from "../../../server/jobs/queues.ts";
import type { TaskContext } from "../../../server/jobs/tasks.ts";
import { sent } from "../../statements.ts";
import { gate, startJobs, taskTable } from "./start-jobs.ts";
import { useJobs } from "./use-jobs.ts";

const { database, jobsOf } = useJobs();

/** A retry waits a second or two, and is found by polling. */
const retried = { timeout: 30_000 };
const pull = (connectionId: string) => ({ companyId: "1", connectionId });
/** What a worker does, without looking whether the key runs. */
const claim = () =>
  database
    .admin("pgboss.job")
    .where({ name: "push-record", state: "created" })
    .update({ state: "active" });
const push = (recordId: string) => ({ companyId: "1", connectionId: "c", recordId });

it("carries out a job", async () => {
  const jobs = await jobsOf();
  const ran: unknown[] = [];

  await jobs.work(taskTable({ "push-record": async (payload) => void ran.push(payload) }));
  await jobs.send("push-record", push("r1"));

  await expect.poll(() => ran).toEqual([push("r1")]);
});

it("wakes workers for a bulk of jobs and drains all of them without a poll", async () => {
  const jobs = await jobsOf();
  const ran = new Set<string>();
  await jobs.work(taskTable({ "settle-payments": async ({ parent }) => void ran.add(parent) }));

  await jobs.sendMany(
    "settle-payments",
    Array.from({ length: 100 }, (_, i) => ({ companyId: "1", connectionId: "1", parent: `${i}` })),
  );

  await expect.poll(() => ran.size, { timeout: 30_000 }).toBe(100);
});

it("wakes no whole queue of workers for one job", async () => {
  const jobs = await jobsOf();
  const ran: unknown[] = [];
  await jobs.work(taskTable({ "push-record": async (load) => void ran.push(load) }));
  const before = await onceEveryoneLooked();

  await jobs.send("push-record", push("lone"));
  await expect.poll(() => ran).toEqual([push("lone")]);
  await wait(300);

  expect(sent["crosstie jobs"]! - before).toBeLessThan(QUEUES["push-record"].workers);
});

/** All workers look when they start, which takes long on a busy machine; later only the clock does. */
async function onceEveryoneLooked(): Promise<number> {
  for (let before = -1; ;) {
    const now = sent["crosstie jobs"] ?? 0;
    if (now - before <= 2) return now;
    before = now;
    await wait(300);
  }
}

it("merges jobs of one key while they wait, and keeps one more while one runs", async () => {
  const jobs = await jobsOf();
  const first = gate();
  let runs = 0;
  await jobs.work(
    taskTable({
      "push-record": async () => {
        runs += 1;
        if (runs === 1) await first.promise;
      },
    }),
  );
  await jobs.send("push-record", push("same"));
  await expect.poll(() => runs).toBe(1);

  for (let i = 0; i < 5; i += 1) await jobs.send("push-record", push("same"));
  const waiting = await database
    .admin("pgboss.job")
    .where({ name: "push-record", state: "created" });
  first.open();

  expect(waiting).toHaveLength(1);
  await expect.poll(() => runs).toBe(2);
});

it("lets other keys pass a key that runs", async () => {
  const jobs = await jobsOf();
  const slow = gate();
  const ran: string[] = [];
  await jobs.work(
    taskTable({
      "pull-payments": async ({ connectionId }) => {
        ran.push(connectionId);
        if (connectionId === "slow") await slow.promise;
      },
    }),
  );
  await jobs.send("pull-payments", pull("slow"));
  await expect.poll(() => ran).toEqual(["slow"]);

  await jobs.send("pull-payments", pull("slow"));
  await jobs.send("pull-payments", pull("quick"));

  await expect.poll(() => ran).toEqual(["slow", "quick"]);
  slow.open();
  await expect.poll(() => ran).toEqual(["slow", "quick", "slow"]);
});

it("cannot be made to run two jobs of one key, by any number of workers", async () => {
  const jobs = await jobsOf();

  await jobs.send("push-record", push("same"));
  await claim();
  await jobs.send("push-record", push("same"));

  await expect(claim()).rejects.toThrow("crosstie_one_per_key");
});

it("makes a job with the caller's transaction, or not at all", async () => {
  const jobs = await jobsOf();
  const ran: string[] = [];
  await jobs.work(taskTable({ "push-record": async ({ recordId }) => void ran.push(recordId) }));

  await database.admin
    .transaction(async (trx) => {
      await jobs.send("push-record", push("undone"), { trx });
      throw new Error("undo");
    })
    .catch(() => undefined);
  await database.admin.transaction((trx) => jobs.send("push-record", push("done"), { trx }));

  await expect.poll(() => ran).toEqual(["done"]);
});

it("keeps a waiting job from starting before the transaction that merged into it ends", async () => {
  const jobs = await jobsOf();
  await jobs.send("push-record", push("shared"));
  const trx = await database.admin.transaction();
  await jobs.send("push-record", push("shared"), { trx });
  const ran: string[] = [];

  await jobs.work(taskTable({ "push-record": async ({ recordId }) => void ran.push(recordId) }));
  await jobs.send("push-record", push("other"));
  await expect.poll(() => ran).toEqual(["other"]);
  await trx.commit();

  await expect.poll(() => ran).toEqual(["other", "shared"]);
});

it("brings a deferred job forward when it is wanted now", async () => {
  const jobs = await jobsOf();
  const ran: string[] = [];
  await jobs.work(taskTable({ "push-record": async ({ recordId }) => void ran.push(recordId) }));

  await jobs.send("push-record", push("later"), { startAfter: new Date(Date.now() + 3_600_000) });
  await jobs.send("push-record", push("later"));

  await expect.poll(() => ran).toEqual(["later"]);
});

it("tries again what may succeed later", async () => {
  const jobs = await jobsOf();
  const tries: Pick<TaskContext, "retryCount" | "isLastTry">[] = [];

  await jobs.work(
    taskTable({
      "push-record": async (_, { retryCount, isLastTry }) => {
        tries.push({ retryCount, isLastTry });
        if (tries.length === 1) {
          throw new RemoteError({ system: "NetSuite", reason: "busy", retryable: true });
        }
      },
    }),
  );
  await jobs.send("push-record", push("r"));

  await expect
    .poll(() => tries, retried)
    .toEqual([
      { retryCount: 0, isLastTry: false },
      { retryCount: 1, isLastTry: false },
    ]);
});

it("tries an unknown error again, up to the last try", async () => {
  const jobs = await jobsOf();
  const tries: boolean[] = [];
  await jobs.send("push-record", push("r"));
  await database.admin("pgboss.job").update({ retry_limit: 1 });

  await jobs.work(
    taskTable({
      "push-record": async (_, { isLastTry }) => {
        tries.push(isLastTry);
        throw new TypeError("undefined is not a function");
      },
    }),
  );

  await expect.poll(() => tries, retried).toEqual([false, true]);
  await expect.poll(() => database.admin("pgboss.job").first("state")).toEqual({ state: "failed" });
});

it("ends a job whose error says that trying again is useless", async () => {
  const jobs = await jobsOf();

  await jobs.work(
    taskTable({
      "push-record": async () => {
        throw new ConflictError("the vendor is gone");
      },
    }),
  );
  await jobs.send("push-record", push("r"));

  const row = () => database.admin("pgboss.job").first("state", "retry_count", "output");
  await expect
    .poll(row)
    .toEqual({ state: "failed", retry_count: 0, output: { message: "the vendor is gone" } });
});

it("waits as long as the other system asks", async () => {
  const jobs = await jobsOf();
  const retryAt = new Date(Date.now() + 3_600_000);

  await jobs.work(
    taskTable({
      "push-record": async () => {
        throw new RemoteError({
          system: "Procore",
          reason: "too many requests",
          retryable: true,
          retryAt,
        });
      },
    }),
  );
  await jobs.send("push-record", push("r"));

  await expect
    .poll(() => database.admin("pgboss.job").first("state", "start_after"))
    .toEqual({ state: "retry", start_after: retryAt });
});

it("gives each customer a turn when jobs come in bulk", async () => {
  const jobs = await jobsOf();
  const large = Array.from({ length: 25 }, (_, i) => ({
    companyId: "large",
    connectionId: "large",
    recordId: `${i}`,
  }));

  await jobs.sendMany("push-record", [...large, push("small")]);
  const rows = await database.admin("pgboss.job").select("priority", "data").orderBy("priority");

  const priorityOf = (recordId: string, companyId: string) =>
    rows.find(({ data }) => data.recordId === recordId && data.companyId === companyId).priority;
  expect(priorityOf("small", "1")).toBe(0);
  expect(priorityOf("24", "large")).toBe(-2);
});

it("is ready between start and stop", async () => {
  const jobs = await startJobs(database.connectionString);
  const before = jobs.isReady();

  await jobs.stop();

  expect([before, jobs.isReady()]).toEqual([true, false]);
});

it("starts in two processes at once", async () => {
  await database.admin("pgboss.queue").delete();

  await Promise.all([jobsOf(), jobsOf(), jobsOf()]);

  expect(await database.admin("pgboss.queue").where("policy", "short")).toHaveLength(
    TASK_NAMES.length,
  );
});
