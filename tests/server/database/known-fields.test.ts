import { afterAll, beforeAll, expect, it } from "vitest";
import { up } from "../../../migrations/0024_known_fields.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany } from "../store/seed-company.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it("lets what was kept before say what it knows, as the owner whom policies bind too", async () => {
  const { recordId } = await seedCompany(database.admin, {
    companyId: "4711",
    word: "one",
    userId: "1",
    leftUserId: "2",
  });
  const records = database.admin("records").where({ record_id: recordId });
  await records.clone().update({ kind: "commitment", snapshot: "{}", sent: '{"version": 0}' });
  const owner = connect(database.migrationUrl);

  await owner.transaction((trx) => up(trx));
  await owner.destroy();

  const [{ snapshot, sent }] = await records;
  expect(snapshot.knows).toContain("line amount");
  expect(sent.knows).toEqual(snapshot.knows.filter((name: string) => !name.startsWith("line")));
  const { relforcerowsecurity } = await database
    .admin("pg_class")
    .where({ relname: "records" })
    .first();
  expect(relforcerowsecurity).toBe(true);
});
