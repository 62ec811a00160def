import { afterAll, beforeAll, expect, it } from "vitest";
import { up } from "../../../migrations/0041_part_of_payment.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { seedCompany } from "../store/seed-company.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it.each([
  ["pending_approval", null],
  ["paid", "USD"],
])(
  "has a bill read again whose payment is %s, unless its share was posted",
  async (state, after) => {
    const { admin, migrationUrl } = database;
    const { recordId } = await seedCompany(admin, {
      companyId: state === "paid" ? "562949953421313" : "562949953429999",
      word: state,
      userId: `${state} 1`,
      leftUserId: `${state} 2`,
    });
    await admin("bills").where({ record_id: recordId }).update({ held_against: "USD" });
    await admin("payments").where({ record_id: recordId }).update({ state });
    await admin.raw("alter table payments drop column part_of");

    const owner = connect(migrationUrl);
    await owner.transaction(up);
    await owner.destroy();

    expect(await admin("bills").where({ record_id: recordId }).first("held_against")).toEqual({
      held_against: after,
    });
  },
);
