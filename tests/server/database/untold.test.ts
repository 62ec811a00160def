import { afterAll, beforeAll, expect, it } from "vitest";
import { up } from "../../../migrations/0023_untold.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany } from "../store/seed-company.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it("moves what a record said of a refused banner into a column of its own", async () => {
  const { admin, migrationUrl } = database;
  const { recordId } = await seedCompany(admin, {
    companyId: "562949953421313",
    word: "Ridgeline",
    userId: "900011",
    leftUserId: "900012",
  });
  const record = () => admin("records").where({ record_id: recordId });
  await record().update({ waiting: "Procore's banner was not set: it is locked" });
  await admin.raw("alter table records drop column untold");

  const owner = connect(migrationUrl);
  await owner.transaction(up);
  await owner.destroy();

  expect(await record().first("waiting", "untold")).toEqual({
    waiting: null,
    untold: "it is locked",
  });
});
