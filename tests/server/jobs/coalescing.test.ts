import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RemoteError } from "../../../server/errors.ts";
import type { Jobs } from "../../../server/jobs/jobs.ts";
import type { Task } from "../../../server/jobs/tasks.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { startJobs, taskTable } from "./start-jobs.ts";

let database: TestDatabase;
let processes: [Jobs, Jobs];
let task: Task<"push-record">;

beforeAll(async () => {
  database = await testDatabase();
  await database.admin.raw("create table changes (key text primary key, version int not null)");
  await database.admin.raw("grant select, insert, update on changes to crosstie_app");
  processes = [
    await startJobs(database.connectionString),
    await startJobs(database.connectionString),
  ];
  const table = taskTable({ "push-record": (payload, context) => task(payload, context) });
  await Promise.all(processes.map((jobs) => jobs.work(table)));
});
afterAll(async () => {
  await Promise.all(processes.map((jobs) => jobs.stop()));
  await database.drop();
});

const change = fc.record({
  key: fc.constantFrom("a", "b", "c"),
  process: fc.nat(1),
  gapMs: fc.integer({ min: 0, max: 8 }),
  heldMs: fc.integer({ min: 0, max: 15 }),
  fails: fc.boolean(),
});

it("runs one job of a key at a time, and after every change a run that sees it, whatever the timing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 25 }), async (changes) => {
      const run = crypto.randomUUID();
      const running = new Set<string>();
      const overlaps: string[] = [];
      const seen = new Map<string, number>();
      // Few: each is followed by a retry, which is found by polling.
      const failures = changes
        .filter(({ fails }) => fails)
        .slice(0, 4)
        .map(({ key }) => `${run}-${key}`);
      task = async ({ recordId }) => {
        if (running.has(recordId)) overlaps.push(recordId);
        running.add(recordId);
        const row = await database
          .admin("changes")
          .where({ key: recordId })
          .first<{ version: number } | undefined>("version");
        await wait(5);
        running.delete(recordId);
        const failure = failures.indexOf(recordId);
        if (failure >= 0 && failures.splice(failure, 1)) {
          throw new RemoteError({
            system: "NetSuite",
            reason: "busy",
            retryable: true,
            retryAt: new Date(),
          });
        }
        seen.set(recordId, row?.version ?? 0);
      };

      const sends: Promise<unknown>[] = [];
      for (const { key, process, gapMs, heldMs } of changes) {
        sends.push(changeAndSend(processes[process] as Jobs, `${run}-${key}`, heldMs));
        await wait(gapMs);
      }
      await Promise.all(sends);

      const wanted = await database
        .admin("changes")
        .whereLike("key", `${run}%`)
        .select<{ key: string; version: number }[]>("key", "version");
      await expect
        .poll(() => wanted.map(({ key }) => seen.get(key)), { timeout: 30_000 })
        .toEqual(wanted.map(({ version }) => version));
      expect(overlaps).toEqual([]);
    }),
    // To shrink would take minutes: each try that fails waits as long as it may.
    { numRuns: 8, endOnFailure: true },
  );
}, 180_000);

async function changeAndSend(jobs: Jobs, key: string, heldMs: number): Promise<void> {
  await database.admin.transaction(async (trx) => {
    await jobs.send("push-record", { companyId: "1", connectionId: "c", recordId: key }, { trx });
    await wait(heldMs);
    await trx.raw(
      "insert into changes (key, version) values (?, 1) on conflict (key) do update set version = changes.version + 1",
      [key],
    );
  });
}
