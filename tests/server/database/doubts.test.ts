import { afterAll, beforeAll, expect, it } from "vitest";
import { up } from "../../../migrations/0042_doubts.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany } from "../store/seed-company.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it("takes from a look for payments what it told of any contract, and leaves why it failed", async () => {
  const { admin, migrationUrl } = database;
  const { companyId, connectionId } = await seedCompany(admin, {
    companyId: "562949953421313",
    word: "Ridgeline",
    userId: "900011",
    leftUserId: "900012",
  });
  const problems = [
    "The ERP counts 5000.00 of bill INV-7 as paid, and shows nothing that paid it.",
    "2 payments are doubtful, and Procore does not show what the ERP does: look at Payments of SC-014.",
    "NetSuite: it did not answer (ECONNRESET)",
  ];
  const failed = { status: "failed", kind: "payments" };
  await admin("runs").insert(
    problems.map((problem) => ({
      company_id: companyId,
      connection_id: connectionId,
      ...failed,
      problem,
    })),
  );
  await admin.raw("alter table bills drop column doubt");

  const owner = connect(migrationUrl);
  await owner.transaction(up);
  await owner.destroy();

  const told = await admin("runs").where(failed).pluck("problem");
  expect(told.filter((problem) => problems.includes(problem))).toEqual([problems[2]]);
});
