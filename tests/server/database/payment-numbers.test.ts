import { afterAll, beforeAll, expect, it } from "vitest";
import { up } from "../../../migrations/0034_payment_numbers.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany } from "../store/seed-company.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it("takes from a payment a check number that is none, and has Procore put right", async () => {
  const { admin, migrationUrl } = database;
  const { companyId, recordId } = await seedCompany(admin, {
    companyId: "562949953421313",
    word: "Ridgeline",
    userId: "900011",
    leftUserId: "900012",
  });
  const kept = (number: string) => ({
    company_id: companyId,
    record_id: recordId,
    erp_payment_id: `of ${number}`,
    bill_id: "1",
    amount: "1",
    date: "2026-03-12",
    method: "check",
    check_number: number,
    state: "paid",
    settled_version: 1,
  });
  await admin("payments").insert(["5001", "ACH-778", "Batch 7"].map(kept));
  await admin.raw("alter table payments drop column document_number");

  const owner = connect(migrationUrl);
  await owner.transaction(up);
  await owner.destroy();

  const now = await admin("payments")
    .whereLike("erp_payment_id", "of %")
    .orderBy("payment_id")
    .select("method", "check_number", "document_number", "version");
  expect(now).toEqual([
    { method: "check", check_number: "5001", document_number: null, version: 1 },
    { method: "electronic", check_number: null, document_number: "ACH-778", version: 2 },
    { method: null, check_number: null, document_number: "Batch 7", version: 2 },
  ]);
});
