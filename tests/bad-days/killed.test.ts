import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { afterFirstPoll } from "../world/at-rest.ts";
import { booksOf, countCalls, ordersOf } from "../world/books.ts";
import { countsOf, createCommitment } from "../world/commitments.ts";
import { changeSettings, install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { startWorker, type Worker } from "../world/start-worker.ts";

let world: World;
let installed: Installed;
const workers: Worker[] = [];

beforeAll(async () => {
  world = await openWorld({ works: false });
  installed = await install(world);
  workers.push(await startWorker(world));
  await afterFirstPoll(
    world,
    installed.projects.map(({ id }) => id),
  );
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await world.close();
});

const eventually = { timeout: 90_000, interval: 250 };
const shown = () => booksOf(world).purchaseOrder.length;
const signIns = () => countCalls(world.netsuite, "POST", /\/oauth2\/v1\/token$/, 200);

/** Written and approved in Procore, and waiting here for automatic sync. */
async function pendingCommitments(count: number, what: string): Promise<Commitment[]> {
  await changeSettings(installed, { automaticSync: false });
  const titles = Array.from({ length: count }, (_, index) => `${what} ${index + 1}`);
  const commitments = await Promise.all(
    titles.map((title) =>
      createCommitment(world, installed, { vendor: "Acme Steel Erectors", title }),
    ),
  );
  await vi.waitFor(
    async () => expect(await countsOf(installed)).toMatchObject({ pending: count }),
    eventually,
  );
  await world.netsuite.system.act({ do: "set_latency", ms: 60 });
  return commitments;
}

/**
 * In the books under its title once, and written once. What the kill cut short on the wire,
 * NetSuite refused as no JSON.
 */
function expectEachOnce(commitments: Commitment[]): void {
  const found = commitments.map((commitment) => ({
    title: commitment.title,
    inBooks: ordersOf(world, commitment).length,
    written: countCalls(world.netsuite, "PUT", new RegExp(`-${commitment.id}$`), 204),
  }));
  expect(found.filter(({ inBooks, written }) => inBooks !== 1 || written !== 1)).toEqual([]);
}

function expectNeverTooMany(): void {
  expect(world.netsuite.calls().filter(({ status }) => status === 429)).toEqual([]);
  expect(booksOf(world).concurrency.refused).toBe(0);
  expect(booksOf(world).concurrency.peak).toBeLessThanOrEqual(5);
}

it("brings each of 60 records to NetSuite once, and loses no activity, when the process is killed with -9 while they are in flight", async () => {
  const commitments = await pendingCommitments(60, "Killed");
  await changeSettings(installed, { automaticSync: true });
  await vi.waitFor(() => expect(shown()).toBeGreaterThan(20), { ...eventually, interval: 20 });

  await workers[0]!.kill();
  const cut = await world.database.admin("records").whereNotNull("attempting_since");
  expect(cut.length).toBeGreaterThan(0);
  expect(shown()).toBeLessThan(60);
  workers.push(await startWorker(world));

  await vi.waitFor(
    async () => expect(await countsOf(installed)).toEqual({ pending: 0, failed: 0, completed: 60 }),
    eventually,
  );
  expectNeverTooMany();
  expectEachOnce(commitments);
}, 300_000);

it("brings each of 40 records to NetSuite once with two processes, never more calls at once than the account allows", async () => {
  const commitments = await pendingCommitments(40, "Shared");
  await Promise.all(workers.map((worker) => worker.kill()));
  const { completed } = await countsOf(installed);
  const before = signIns();

  workers.push(...(await Promise.all([startWorker(world), startWorker(world)])));
  await changeSettings(installed, { automaticSync: true });

  await vi.waitFor(
    async () =>
      expect(await countsOf(installed)).toEqual({
        pending: 0,
        failed: 0,
        completed: completed + 40,
      }),
    eventually,
  );
  expect(signIns() - before, "each process signs in to NetSuite for itself").toBe(2);
  expectNeverTooMany();
  expectEachOnce(commitments);
}, 300_000);
