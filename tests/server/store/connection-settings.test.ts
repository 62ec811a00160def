import { afterAll, beforeAll, expect, it } from "vitest";
import { up } from "../../../migrations/0010_connection_settings.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await database.admin("companies").insert({
    company_id: "7",
    name: "Seven",
    status: "active",
    installed_by: "1",
    webhook_secret: "sealed",
  });
});
afterAll(() => database.drop());

const common = {
  automaticSync: true,
  resourceTypes: { commitment: true, requisition: false, payment: true },
  createVendors: true,
  paymentSchedule: "daily",
};

it("reads on what was chosen before systems had settings of their own", async () => {
  const subsidiaries = [{ id: "1", name: "Keystone" }];
  const items = [{ id: "81", name: "Subcontract" }];
  await database.admin("connections").insert({
    company_id: "7",
    system: "netsuite",
    role: "erp",
    is_in_use: true,
    credentials: "sealed",
    shown: {},
    settings: { ...common, subsidiaryId: "1", itemId: null },
    choices: { subsidiaries, items },
  });

  await up(database.admin);
  await up(database.admin);

  expect(await findConnection(database.admin, "7")).toMatchObject({
    settings: { ...common, own: { subsidiaryId: "1", itemId: null } },
    choices: { subsidiaryId: subsidiaries, itemId: items },
  });
});
