import { afterAll, beforeAll, expect, it } from "vitest";
import { asPerson, inCompany } from "../../../server/database/scope.ts";
import { recordDeliveries } from "../../../server/store/across-companies.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany, type Seeded } from "../store/seed-company.ts";

let database: TestDatabase;
let seeded: Seeded;

beforeAll(async () => {
  database = await testDatabase();
  seeded = await seedCompany(database.admin, {
    companyId: "562949953421313",
    word: "Ridgeline",
    userId: "900011",
    leftUserId: "900012",
  });
});
afterAll(() => database.drop());

const received = (deliveryId: string) => ({
  payload: "{}",
  delivery: {
    companyId: seeded.companyId,
    deliveryId,
    resourceName: "Work Order Contracts",
    resourceId: "4001",
    projectId: "77",
    event: "update",
    userId: null,
    sourceApplicationId: null,
    sourceUserId: null,
    related: [],
    happenedAt: "2026-03-01T10:00:00Z",
  },
});
const kept = (deliveryId: string) =>
  database.admin("deliveries").where({ delivery_id: deliveryId }).pluck("company_id");

it("keeps a delivery with one statement, and once", async () => {
  await recordDeliveries(database.db, [received("D1")]);
  await recordDeliveries(database.db, [received("D1"), received("D2")]);

  expect([...(await kept("D1")), ...(await kept("D2"))]).toEqual(
    Array.from({ length: 2 }, () => seeded.companyId),
  );
});

it("keeps none in a company's name", async () => {
  const keeping = inCompany(database.db, "562949953429999", (scope) =>
    recordDeliveries(scope, [received("D3")]),
  );

  await expect(keeping).rejects.toMatchObject({ code: "42501" });
  expect(await kept("D3")).toEqual([]);
});

it("leaves its role to nobody who calls it", async () => {
  const roles = await asPerson(database.db, { userId: "900011" }, async (scope) => {
    const role = async () =>
      (await scope.raw<{ rows: { role: string }[] }>("select current_setting('role') as role"))
        .rows[0]?.role;
    const before = await role();
    await recordDeliveries(scope, [received("D4")]);
    return [before, await role()];
  });

  expect(roles).toEqual(["none", "none"]);
});
