import type { Knex } from "knex";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inCompany } from "../../../server/database/scope.ts";
import {
  type ActivityFilter,
  type ActivityTab,
  countTabs,
} from "../../../server/store/activity-filter.ts";
import { listActivities } from "../../../server/store/activity-lists.ts";
import { companyOf, seedActivities } from "../../bench/pages/seed.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const companyId = companyOf(2);
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await seedActivities(database.admin, { from: 0, to: 20_000 });
}, 60_000);
afterAll(() => database.drop());

/** How PostgreSQL would carry out what a page and its counts ask. */
async function plansOf(
  tab: ActivityTab,
  filter: Omit<ActivityFilter, "companyId">,
): Promise<string[]> {
  const asked: { sql: string; bindings: readonly Knex.Value[] }[] = [];
  const note = ({ sql, bindings = [] }: { sql: string; bindings?: Knex.Value[] }) =>
    void (/^(select|with)/.test(sql) && asked.push({ sql, bindings }));
  const whole = { companyId, ...filter };
  return inCompany(database.db, companyId, async (scope) => {
    scope.on("query", note);
    await listActivities(scope, tab, { filter: whole, before: "999999999", limit: 50 });
    await countTabs(scope, whole);
    scope.off("query", note);
    const plans: string[] = [];
    for (const { sql, bindings } of asked) {
      // the driver's placeholders are knex's again
      const text = `explain ${sql.replaceAll(/\$\d+/g, "?")}`;
      const { rows } = await scope.raw<{ rows: { "QUERY PLAN": string }[] }>(text, [...bindings]);
      plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
    }
    return plans;
  });
}

it.each<[ActivityTab, string, Omit<ActivityFilter, "companyId">]>([
  ["completed", "no filter", {}],
  ["pending", "no filter", {}],
  ["failed", "no filter", {}],
  ["completed", "a project", { projectIds: ["4"] }],
  ["completed", "days", { since: new Date("2020-01-01"), until: new Date("2020-02-01") }],
  ["completed", "an impact", { minImpact: "99999" }],
  ["completed", "a vendor and a text", { vendorIds: ["7"], text: "scope" }],
  ["failed", "all at once", { projectIds: ["4"], text: "scope", minImpact: "10", kinds: ["x"] }],
  ["completed", "rights", { within: { projectIds: ["4"], parents: ["commitment:7"] } }],
])("finds a page of %s with %s by indexes alone", async (tab, _what, filter) => {
  const plans = await plansOf(tab, filter);

  expect(plans.length).toBeGreaterThanOrEqual(3);
  for (const plan of plans) {
    expect(plan).not.toMatch(/Seq Scan on (activities|records)/);
    expect(plan).toMatch(/Index/);
  }
});
