import { afterAll, beforeAll, expect, it } from "vitest";
import { up } from "../../../migrations/0030_currencies.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany } from "../store/seed-company.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it("takes what was sent before for sent in the contract's currency, bills too", async () => {
  const { admin, migrationUrl } = database;
  await seedCompany(admin, {
    companyId: "562949953421313",
    word: "Ridgeline",
    userId: "900011",
    leftUserId: "900012",
  });
  const snapshot = JSON.stringify({ currency: "CAD" });
  const parent = "commitment:400";
  await admin("records").where({ document: "bill" }).update({ parent, sent_total: "1.00" });
  const [{ company_id, connection_id }] = await admin("records").select();
  await admin("records")
    .insert({
      company_id,
      connection_id,
      kind: "commitment",
      procore_id: "400",
      parent,
      document: "subcontract",
      number: "SC-1",
      title: "Steel",
      snapshot,
      sent: snapshot,
      sent_total: "10.00",
      erp_id: "77",
      seen_at: new Date(),
    })
    .onConflict(["company_id", "connection_id", "kind", "procore_id"])
    .merge();
  await admin.raw(`
    alter table records drop column currency, drop column sent_currency;
    alter table bills drop column currency;
    drop index payments_other_currency;
    alter table payments drop column currency`);

  const owner = connect(migrationUrl);
  await owner.transaction(up);
  await owner.destroy();

  const rows = await admin("records").orderBy("kind").select("kind", "currency", "sent_currency");
  expect(rows.filter(({ kind }) => kind !== "vendor")).toEqual([
    { kind: "commitment", currency: "CAD", sent_currency: "CAD" },
    { kind: "requisition", currency: null, sent_currency: "CAD" },
  ]);
});
