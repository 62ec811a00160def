import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "../../../server/database/migrate.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function empty(): Promise<void> {
  await database.db.raw("drop schema public cascade");
  await database.db.raw("create schema public");
}

it("brings an empty database up to date when two processes start at once", async () => {
  await empty();
  const other = connect(database.connectionString);

  await Promise.all([migrate(database.db), migrate(other), migrate(database.db)]);
  await other.destroy();

  const names = await database.db("migrations").orderBy("id").pluck<string[]>("name");
  expect(names[0]).toBe("0001_companies");
  expect(new Set(names).size).toBe(names.length);
});

it("goes on where a process was killed in the middle of migrating", async () => {
  await database.db("migrations_lock").update({ is_locked: 1 });

  await migrate(database.db);

  expect(await database.db("migrations_lock").pluck("is_locked")).toEqual([0]);
});

it("refuses a database that a newer version has written", async () => {
  await database
    .db("migrations")
    .insert({ name: "9999_from_the_future", batch: 99, migration_time: new Date() });

  await expect(migrate(database.db)).rejects.toThrow(
    /could not be brought up to date.*9999_from_the_future.*newer version of Crosstie/s,
  );
});
