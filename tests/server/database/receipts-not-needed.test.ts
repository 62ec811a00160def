import { afterAll, beforeAll, expect, it } from "vitest";
import { up } from "../../../migrations/0036_receipts_not_needed.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany } from "../store/seed-company.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it("lets an account that has taken bills without receipts go on so, and no other", async () => {
  const { admin, migrationUrl } = database;
  const seeded = { userId: "900011", leftUserId: "900012" };
  const ours = await seedCompany(admin, {
    companyId: "562949953421313",
    word: "Ridgeline",
    ...seeded,
  });
  await admin("records")
    .where({ company_id: ours.companyId })
    .update({ document: "bill", erp_id: "77" });
  const other = { companyId: "562949953429999", word: "Harborview" };
  await seedCompany(admin, { ...other, userId: "900021", leftUserId: "900022" });
  await admin("records").where({ company_id: other.companyId }).update({ erp_id: null });

  const owner = connect(migrationUrl);
  await owner.transaction(up);
  await owner.destroy();

  const now = await admin("connections")
    .orderBy("company_id")
    .select(admin.raw("settings -> 'own' ->> 'itemReceipts' as receipts"));
  expect(now).toEqual([{ receipts: "not_needed" }, { receipts: null }]);
});
