import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createJobs, type Jobs } from "../../../../server/jobs/jobs.ts";
import { createLog } from "../../../../server/log.ts";
import { beginCompany, setCompanyStatus } from "../../../../server/store/companies.ts";
import { findConnection } from "../../../../server/store/connections-in-use.ts";
import { saveConnection, saveSettings } from "../../../../server/store/connections.ts";
import { pushLost, pushPending, pushStranded } from "../../../../server/sync/push/push-pending.ts";
import { aConnection } from "../../../a-connection.ts";
import { type TestDatabase, testDatabase } from "../../../database.ts";

const companyId = "562949953421313";
const RECORDS = 2_500;
/** Of each record's snapshot. */
const BYTES = 4_000;

let database: TestDatabase;
let jobs: Jobs;
let connectionId: string;
let answers: { rows: object[] }[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const { admin: db, connectionString: url } = database;
  jobs = createJobs({ url, session: await database.openSession(), log: createLog("silent") });
  await jobs.start();
  await beginCompany(db, { companyId, name: "Ridgeline", webhookSecret: "", installedBy: "1" });
  await setCompanyStatus(db, companyId, "active");
  await saveConnection(db, { ...aConnection, companyId });
  const connection = (await findConnection(db, companyId))!;
  await saveSettings(db, connection, { automaticSync: true });
  ({ connectionId } = connection);
  await db.raw(
    `insert into records
       (company_id, connection_id, kind, procore_id, document, status, snapshot, seen_at, attempting_since)
     select ?, ?, 'commitment', id, 'subcontract', 'pending', jsonb_build_object('text', repeat('x', ?)), now(), '2020-01-01'
     from generate_series(1, ?) as id`,
    [companyId, connectionId, BYTES, RECORDS],
  );
  database.db.on("query-response", (_, { response }: { response: { rows: object[] } }) =>
    answers.push(response),
  );
});
beforeEach(async () => {
  await database.admin("pgboss.job").delete();
  answers = [];
});
afterAll(async () => {
  await jobs.stop();
  await database.drop();
});

const parts = () => ({ db: database.db, jobs });

it.each([
  ["what is pending", () => pushPending(parts(), { companyId, connectionId })],
  ["what was given up", () => pushStranded(parts(), [{ companyId, connectionId }])],
  ["what a crash left open", () => pushLost(parts())],
])("sends %s page by page, and reads ids alone", async (_, push) => {
  await push();

  const rows = answers.flatMap((answer) => answer.rows);
  expect(rows).toHaveLength(RECORDS);
  expect(answers.map((answer) => answer.rows.length)).toEqual([1_000, 1_000, 500]);
  expect(JSON.stringify(rows).length).toBeLessThan(RECORDS * 150);
  expect(await database.admin("pgboss.job").countDistinct("singleton_key")).toEqual([
    { count: String(RECORDS) },
  ]);
});

it("lets the turns of a long list go on from page to page, so that others are not held up", async () => {
  await pushPending(parts(), { companyId, connectionId });

  const firstTurns = await database.admin("pgboss.job").where({ priority: 0 }).pluck("id");
  expect(firstTurns).toHaveLength(10);
});
