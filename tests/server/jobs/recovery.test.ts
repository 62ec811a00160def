import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { gate, startJobs, taskTable } from "./start-jobs.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Another process that takes up `push-record` jobs and never finishes them. */
async function startStuckWorker() {
  const helpers = new URL("./start-jobs.ts", import.meta.url).href;
  const script = `import { startJobs, taskTable } from ${JSON.stringify(helpers)};
    const jobs = await startJobs(${JSON.stringify(database.connectionString)});
    let taken = 0;
    await jobs.work(taskTable({ "push-record": () => { taken += 1; if (taken === 5) process.stdout.write("taken"); return new Promise(() => {}); } }));`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

it("takes up the jobs of a process that was killed, soon and without anyone's help", async () => {
  const jobs = await startJobs(database.connectionString);
  onTestFinished(() => jobs.stop());
  const child = await startStuckWorker();
  await jobs.sendMany(
    "push-record",
    Array.from({ length: 5 }, (_, i) => ({ companyId: "1", connectionId: "c", recordId: `${i}` })),
  );
  await once(child.stdout, "data");
  child.kill("SIGKILL");

  const ran = new Set<string>();
  await jobs.work(taskTable({ "push-record": async ({ recordId }) => void ran.add(recordId) }));

  await expect
    .poll(() => [...ran].toSorted(), { timeout: 50_000 })
    .toEqual(["0", "1", "2", "3", "4"]);
});

it("waits for running jobs when it stops, and takes up no more", async () => {
  const jobs = await startJobs(database.connectionString);
  const slow = gate();
  const ran: string[] = [];
  await jobs.work(
    taskTable({
      "pull-payments": async ({ connectionId }) => {
        await slow.promise;
        ran.push(connectionId);
      },
    }),
  );
  await jobs.sendMany(
    "pull-payments",
    ["a", "b", "c"].map((connectionId) => ({ companyId: "1", connectionId })),
  );
  await expect
    .poll(() => database.admin("pgboss.job").where({ name: "pull-payments", state: "active" }))
    .toHaveLength(2);

  const stopping = jobs.stop();
  slow.open();
  await stopping;

  expect(ran.toSorted()).toEqual(["a", "b"]);
  expect(
    await database
      .admin("pgboss.job")
      .where({ name: "pull-payments" })
      .orderBy("state")
      .pluck("state"),
  ).toEqual(["created", "completed", "completed"]);
});

it("gives back and aborts a job that does not end in time", async () => {
  const jobs = await startJobs(database.connectionString, { stopMs: 1_000 });
  let signal: AbortSignal | undefined;
  await jobs.work(
    taskTable({
      "poll-changes": (_, context) => {
        signal = context.signal;
        return new Promise(() => {});
      },
    }),
  );
  await jobs.send("poll-changes", { connectionId: "1", companyId: "1" });
  await expect.poll(() => signal).toBeDefined();

  await jobs.stop();

  expect(signal?.aborted).toBe(true);
  expect(await database.admin("pgboss.job").where({ name: "poll-changes" }).pluck("state")).toEqual(
    ["retry"],
  );
});

it("ticks in one process of all, and in another when that one stops", async () => {
  const ticks = { first: 0, second: 0 };
  const first = await startJobs(database.connectionString, { tickMs: 20 });
  const second = await startJobs(database.connectionString, { tickMs: 20 });
  onTestFinished(() => Promise.all([first.stop(), second.stop()]).then(() => undefined));

  await first.work(taskTable({}), { everyTick: async () => void (ticks.first += 1) });
  await expect.poll(() => ticks.first).toBeGreaterThan(0);
  await second.work(taskTable({}), { everyTick: async () => void (ticks.second += 1) });
  await expect.poll(() => ticks.first).toBeGreaterThan(10);
  const secondWhileFirst = ticks.second;
  await first.stop();

  await expect.poll(() => ticks.second).toBeGreaterThan(2);
  expect(secondWhileFirst).toBe(0);
});

it("goes on ticking after a tick that failed", async () => {
  let ticks = 0;
  const jobs = await startJobs(database.connectionString, { tickMs: 10 });
  onTestFinished(() => jobs.stop());

  await jobs.work(taskTable({}), {
    everyTick: async () => {
      ticks += 1;
      if (ticks === 1) throw new Error("database away");
    },
  });

  await expect.poll(() => ticks).toBeGreaterThan(1);
});
