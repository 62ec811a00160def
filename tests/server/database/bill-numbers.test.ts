import { afterAll, beforeAll, expect, it } from "vitest";
import { up } from "../../../migrations/0032_bill_numbers.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany } from "../store/seed-company.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it("leaves each bill the number that it has in the ERP, and the first of two that are alike", async () => {
  const { admin, migrationUrl } = database;
  const { companyId, connectionId } = await seedCompany(admin, {
    companyId: "562949953421313",
    word: "Ridgeline",
    userId: "900011",
    leftUserId: "900012",
  });
  const record = (kind: string, procoreId: string, fields: object) =>
    admin("records").insert({
      company_id: companyId,
      connection_id: connectionId,
      kind,
      procore_id: procoreId,
      document: kind === "vendor" ? "vendor" : "bill",
      vendor_id: kind === "vendor" ? null : "310",
      snapshot: {},
      seen_at: new Date(),
      status: "success",
      ...fields,
    });
  await record("vendor", "310", { erp_id: "9310" });
  await record("requisition", "601", { erp_id: "1", erp_number: "7", number: "7" });
  await record("requisition", "602", { erp_id: "2", erp_number: "7", number: "7" });
  await record("requisition", "603", {
    erp_id: "3",
    erp_number: "8",
    number: "9",
    status: "error",
  });
  await record("requisition", "604", { number: "10", status: "pending" });
  await admin.raw("alter table records drop column numbered");

  const owner = connect(migrationUrl);
  await owner.transaction(up);
  await owner.destroy();

  const found = await admin("records").where({ vendor_id: "310" }).orderBy("procore_id");
  expect(found.map(({ numbered }) => numbered)).toEqual([
    { vendorId: "9310", number: "7", own: "7" },
    null,
    { vendorId: "9310", number: "8", own: "" },
    null,
  ]);
});
