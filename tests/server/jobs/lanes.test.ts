import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import type { Knex } from "knex";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeLanes, lanesFor } from "../../../server/jobs/lanes.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

let database: TestDatabase;
/** A second pool leases under a name of its own, as a second process does. */
let other: Knex;

beforeAll(async () => {
  database = await testDatabase();
  other = connect(database.connectionString);
});
afterAll(async () => {
  await Promise.all([closeLanes(database.db), closeLanes(other)]);
  await other.destroy();
  await database.drop();
});

function connection(): { companyId: string; connectionId: string } {
  return { companyId: "1", connectionId: crypto.randomUUID() };
}

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
  const lane = lanesFor(database.db, { ...connection(), limit: 2 });

  const outcomes = await Promise.allSettled([
    lane(async () => 42),
    lane(async () => Promise.reject(new Error("refused"))),
  ]);

  expect(outcomes).toEqual([
    { status: "fulfilled", value: 42 },
    { status: "rejected", reason: new Error("refused") },
  ]);
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

      await Promise.all(
        mix.map(({ ms, isOther }) => lanesFor(isOther ? other : database.db, of)(call(ms))),
      );

      expect(seen.most).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

it("uses the whole limit when only one process has work", async () => {
  const lane = lanesFor(database.db, { ...connection(), limit: 5 });
  const { seen, call } = meter();

  await Promise.all(Array.from({ length: 40 }, () => lane(call(20))));

  expect(seen.most).toBe(5);
});

it("asks the database once for many calls, not once for each", async () => {
  const lane = lanesFor(database.db, { ...connection(), limit: 3 });
  let statements = 0;
  const count = ({ sql }: { sql: string }) => (statements += sql.includes("lanes") ? 1 : 0);
  database.db.on("query", count);

  for (let i = 0; i < 200; i += 1) await lane(async () => {});
  database.db.removeListener("query", count);

  // It takes three; each half second that the machine stands still adds one.
  expect(statements).toBeLessThan(100);
});

it("gives another process its turn while there is always more to do", async () => {
  const of = { ...connection(), limit: 2 };
  const over = new AbortController();
  const { seen, call } = meter();
  const busy = Array.from({ length: 4 }, async () => {
    while (!over.signal.aborted) await lanesFor(database.db, of)(call(20));
  });
  await expect.poll(() => seen.most).toBe(2);

  await lanesFor(other, of)(async () => {});
  over.abort();

  await Promise.all(busy);
});

it("keeps the lease of a call that takes longer than one lease", async () => {
  const of = { ...connection(), limit: 1 };
  const { seen, call } = meter();

  const long = lanesFor(database.db, of)(call(11_500));
  await expect.poll(() => seen.now).toBe(1);
  await Promise.all([long, lanesFor(other, of)(call(0))]);

  expect(seen.most).toBe(1);
});

it("takes over the lanes of a process that died when their lease has ended", async () => {
  const of = { ...connection(), limit: 1 };
  const [dead] = await database
    .db("lanes")
    .insert({
      company_id: of.companyId,
      connection_id: of.connectionId,
      lane: 1,
      leased_by: "dead",
      leased_until: database.db.raw("clock_timestamp() + interval '1.5 seconds'"),
    })
    .returning<{ leased_until: Date }[]>("leased_until");

  const { rows } = await lanesFor(
    database.db,
    of,
  )(() => database.db.raw<{ rows: { taken_at: Date }[] }>("select clock_timestamp() as taken_at"));

  expect(rows[0]?.taken_at.getTime()).toBeGreaterThanOrEqual(dead!.leased_until.getTime());
});

it("follows a limit that was lowered", async () => {
  const of = connection();
  const { seen, call } = meter();
  await Promise.all(
    Array.from({ length: 8 }, () => lanesFor(database.db, { ...of, limit: 4 })(call(5))),
  );
  seen.most = 0;

  await Promise.all(
    Array.from({ length: 8 }, () => lanesFor(database.db, { ...of, limit: 2 })(call(5))),
  );

  expect(seen.most).toBe(2);
});
