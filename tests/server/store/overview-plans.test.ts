import { afterAll, beforeAll, expect, it } from "vitest";
import { inCompany, type Scope } from "../../../server/database/scope.ts";
import { acknowledgeFailures, failedRecords } from "../../../server/store/failed-records.ts";
import { countByDay, moneyInFlight, oldestWaits, pulseOf } from "../../../server/store/overview.ts";
import { countProblems, openProblems } from "../../../server/store/problems.ts";
import { connectCompany } from "../../a-company.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const COMPANIES = Array.from({ length: 20 }, (_, index) => String(562949953421313 + index));
const companyId = COMPANIES[7]!;
const of = { companyId, kinds: ["commitment"] };

let database: TestDatabase;

/** Each company has 400 records with 5 changes each; a few of them wait, and a few fail. */
beforeAll(async () => {
  database = await testDatabase();
  for (const id of COMPANIES) await connectCompany(database, id);
  const { admin } = database;
  await admin.raw(`
    alter table activities disable trigger activities_live;
    insert into records (company_id, connection_id, kind, procore_id, document, snapshot, seen_at, total, status, failure)
      select company_id, connection_id, 'commitment', n::text, 'order', '{}', now(), n,
             case when n % 50 = 0 then 'error' when n % 49 = 0 then 'pending' else 'success' end,
             case when n % 50 = 0 then jsonb_build_object('code', 'refused', 'title', 'No') end
        from connections, generate_series(1, 400) n;
    insert into activities (company_id, record_id, action, changes, status, detected_at, synced_at)
      select company_id, record_id, 'updated', '[]',
             case when n > 1 then 'synced' when status = 'error' then 'failed' when status = 'pending' then 'pending' else 'synced' end,
             now() - n * interval '20 days', now()
        from records, generate_series(1, 5) n;
    analyze;
  `);
});
afterAll(() => database.drop());

/** The rows of our large tables that a statement went through one by one. */
async function rowsWalked(run: (scope: Scope) => Promise<unknown>): Promise<number> {
  return inCompany(database.db, companyId, async (scope) => {
    const walked = async () => {
      const [all] = await scope("pg_stat_xact_user_tables")
        .whereIn("relname", ["activities", "records"])
        .sum<{ rows: string | null }[]>("seq_tup_read as rows");
      return Number(all?.rows ?? 0);
    };
    const before = await walked();
    await run(scope);
    return (await walked()) - before;
  });
}

const days = Array.from(
  { length: 30 },
  (_, place) => new Date(Date.now() - (29 - place) * 86_400_000),
);

it.each<[string, (scope: Scope) => Promise<unknown>]>([
  ["money in flight", (scope) => moneyInFlight(scope, of)],
  ["changes by day", (scope) => countByDay(scope, of, days)],
  ["the oldest waits", (scope) => oldestWaits(scope, of, 5)],
  ["the pulse", (scope) => pulseOf(scope, companyId)],
  ["open problems", (scope) => openProblems(scope, of)],
  ["how many problems", (scope) => countProblems(scope, of)],
  ["the bell", (scope) => failedRecords(scope, of, 10)],
  ["what is taken note of", (scope) => acknowledgeFailures(scope, of, { userId: "1", name: "R" })],
])("walks through no table for %s", async (_name, run) => {
  expect(await rowsWalked(run)).toBe(0);
});

it("counts a company's own", async () => {
  await inCompany(database.db, companyId, async (scope) => {
    const flights = await moneyInFlight(scope, of);
    expect(flights.map(({ tab, records }) => [tab, records])).toEqual([
      ["failed", 8],
      ["pending", 8],
    ]);
    expect(await openProblems(scope, of)).toHaveLength(8);
  });
});
