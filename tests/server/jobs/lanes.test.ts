import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import type { Session } from "../../../server/database/session.ts";
import { JobEndedError } from "../../../server/jobs/claim.ts";
import { createLanes, type Lanes } from "../../../server/jobs/lanes.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

let database: TestDatabase;
let session: Session;
let lanes: Lanes;
/** What another process has: a session of its own. */
let other: Lanes;

beforeAll(async () => {
  database = await testDatabase();
  session = await database.openSession();
  lanes = createLanes(session);
  other = createLanes(await database.openSession());
});
afterAll(() => database.drop());

function connection(): { companyId: string; connectionId: string } {
  return { companyId: "1", connectionId: crypto.randomUUID() };
}

/** Ends our session. Resolves, when there is one again, with when there was none. */
async function loseSession(): Promise<{ from: number; until: number }> {
  const lost = new Promise<number>((resolve) => {
    const forget = session.onLost(() => {
      forget();
      resolve(performance.now());
    });
  });
  const { promise: back, resolve } = Promise.withResolvers<number>();
  const onGap = () => resolve(performance.now());
  const end = await session.listen("loss", { onNotice() {}, onGap });
  await session.lock(1, [1]);
  const { pid } = await locksHeld().where({ classid: 1 }).first<{ pid: number }>("pid");
  await database.admin.raw("select pg_terminate_backend(?)", [pid]);
  const away = { from: await lost, until: await back };
  await end();
  return away;
}

const locksHeld = () =>
  database
    .admin("pg_locks")
    .where({ locktype: "advisory", granted: true })
    .whereRaw("database = (select oid from pg_database where datname = current_database())");

/** Counts how many calls run at once. */
function meter() {
  const seen = { now: 0, most: 0 };
  const call = (ms: number) => async () => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    await wait(ms);
    seen.now -= 1;
  };
  return { seen, call };
}

it("hands through what the call resolves or rejects with", async () => {
  const lane = lanes.of({ ...connection(), limit: 2 });

  const outcomes = await Promise.allSettled([
    lane(async () => 42),
    lane(async () => Promise.reject(new Error("refused"))),
  ]);

  expect(outcomes).toEqual([
    { status: "fulfilled", value: 42 },
    { status: "rejected", reason: new Error("refused") },
  ]);
});

it("lets nobody wait whose job has ended, and keeps the lane for those who go on", async () => {
  const of = { ...connection(), limit: 1 };
  const job = new AbortController();
  const { promise: held, resolve: leave } = Promise.withResolvers<void>();
  const first = lanes.of(of)(() => held);
  const called: string[] = [];

  const ended = lanes.until(job.signal).of(of)(async () => called.push("ended"));
  const next = lanes.of(of)(async () => called.push("next"));
  job.abort(new Error("the process stops"));

  await expect(ended).rejects.toThrow(JobEndedError);
  leave();
  await Promise.all([first, next]);
  expect(called).toEqual(["next"]);
  const late = lanes.until(job.signal).of(of)(async () => called.push("late"));
  await expect(late).rejects.toThrow(JobEndedError);
});

it("never runs more calls at once than the limit, over two processes and any mix of calls", async () => {
  const calls = fc.array(
    fc.record({ ms: fc.integer({ min: 0, max: 30 }), isOther: fc.boolean() }),
    { minLength: 1, maxLength: 40 },
  );

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), calls, async (limit, mix) => {
      const of = { ...connection(), limit };
      const { seen, call } = meter();

      await Promise.all(mix.map(({ ms, isOther }) => (isOther ? other : lanes).of(of)(call(ms))));

      expect(seen.most).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

it("uses the whole limit when only one process has work", async () => {
  const lane = lanes.of({ ...connection(), limit: 5 });
  const { seen, call } = meter();

  await Promise.all(Array.from({ length: 40 }, () => lane(call(20))));

  expect(seen.most).toBe(5);
});

it("asks the database once for many calls, not once for each", async () => {
  const lane = lanes.of({ ...connection(), limit: 3 });
  const asked = [vi.spyOn(session, "lock"), vi.spyOn(session, "unlock")];
  onTestFinished(() => asked.forEach((spy) => spy.mockRestore()));

  for (let i = 0; i < 200; i += 1) await lane(async () => {});

  // Once; each quarter of a second that the machine stands still adds two.
  expect(asked.flatMap((spy) => spy.mock.calls).length).toBeLessThan(20);
});

it("gives another process its turn while there is always more to do", async () => {
  const of = { ...connection(), limit: 2 };
  const over = new AbortController();
  const { seen, call } = meter();
  const busy = Array.from({ length: 4 }, async () => {
    while (!over.signal.aborted) await lanes.of(of)(call(20));
  });
  await expect.poll(() => seen.most).toBe(2);

  await other.of(of)(async () => {});
  over.abort();

  await Promise.all(busy);
});

it("keeps nothing of lanes that nobody uses", async () => {
  const of = { ...connection(), limit: 3 };

  await Promise.all(Array.from({ length: 3 }, () => lanes.of(of)(async () => {})));

  await expect.poll(locksHeld).toEqual([]);
});

it("takes no more lanes than it has calls", async () => {
  const of = { ...connection(), limit: 4 };
  const { promise: over, resolve: end } = Promise.withResolvers<void>();

  const calls = [lanes.of(of)(() => over), lanes.of(of)(() => over)];
  await expect.poll(locksHeld).toHaveLength(2);
  await wait(150);
  const held = await locksHeld();
  end();
  await Promise.all(calls);

  expect(held).toHaveLength(2);
  await expect.poll(locksHeld).toEqual([]);
});

it("takes over the lanes of a process that died", async () => {
  const of = { ...connection(), limit: 2 };
  const dying = await database.openSession();
  const lane = createLanes(dying).of(of);
  for (let i = 0; i < 2; i += 1) void lane(() => new Promise(() => {}));
  await expect.poll(locksHeld).toHaveLength(2);

  await dying.stop();

  let begun = 0;
  const { promise: bothBegun, resolve: begin } = Promise.withResolvers<void>();
  const call = () => {
    begun += 1;
    if (begun === 2) begin();
    return bothBegun;
  };
  await Promise.all([lanes.of(of)(call), lanes.of(of)(call)]);

  expect(begun).toBe(2);
});

it("starts no call while its session is lost, and none too many when it is back", async () => {
  const of = { ...connection(), limit: 3 };
  const { seen, call } = meter();
  const over = new AbortController();
  const started: number[] = [];
  const busy = Array.from({ length: 9 }, async () => {
    while (!over.signal.aborted) {
      await lanes.of(of)(async () => {
        started.push(performance.now());
        await call(300 + Math.random() * 400)();
      });
    }
  });
  const away: Awaited<ReturnType<typeof loseSession>>[] = [];
  for (let time = 0; time < 2; time += 1) {
    await expect.poll(() => seen.now).toBe(3);
    away.push(await loseSession());
    const before = started.length;
    await expect.poll(() => started.length).toBeGreaterThan(before + 3);
  }
  over.abort();
  await Promise.all(busy);

  expect(seen.most).toBe(3);
  expect(started.filter((at) => away.some(({ from, until }) => at > from && at < until))).toEqual(
    [],
  );
});

it("asks first for the lanes of the calls that a lost session left under way", async () => {
  const of = { ...connection(), limit: 2 };
  const ours = lanes.of(of);
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const calls = [ours(() => ended), ours(() => ended)];
  await expect.poll(locksHeld).toHaveLength(2);

  await loseSession();

  await expect.poll(locksHeld).toHaveLength(2);
  const { seen, call } = meter();
  const next = other.of(of)(call(0));
  await wait(300);
  expect(seen.most).toBe(0);
  end();
  await Promise.all([...calls, next]);
});

it("follows a limit that was lowered", async () => {
  const of = connection();
  const { seen, call } = meter();
  await Promise.all(Array.from({ length: 8 }, () => lanes.of({ ...of, limit: 4 })(call(5))));
  seen.most = 0;

  await Promise.all(Array.from({ length: 8 }, () => lanes.of({ ...of, limit: 2 })(call(5))));

  expect(seen.most).toBe(2);
});
