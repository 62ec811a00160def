import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const nothing = {
  databaseDirectUrl: undefined,
  databaseMigrationUrl: undefined,
  dataDir: "unused",
};

it("opens the database it is given and closes its connections", async () => {
  const opened = await openDatabase({ ...nothing, databaseUrl: database.connectionString });

  const { rows } = await opened.db.raw("select current_setting('application_name') as name");
  await opened.stop();

  expect(rows).toEqual([{ name: "crosstie" }]);
  await expect(opened.db.raw("select 1")).rejects.toThrow();
});

it("keeps every digit of numbers, and days as days", async () => {
  const { rows } = await database.db.raw(
    "select 1250.50::numeric as amount, 9007199254740993::bigint as id, date '2026-03-08' as day, array[date '2026-03-08'] as days, null::date as no_day, timestamptz '2026-03-08T01:02:03Z' as at",
  );

  expect(rows).toEqual([
    {
      amount: "1250.50",
      id: "9007199254740993",
      day: "2026-03-08",
      days: ["2026-03-08"],
      no_day: null,
      at: new Date("2026-03-08T01:02:03Z"),
    },
  ]);
});

it("says which server does not answer, without its password", async () => {
  const opening = openDatabase({
    ...nothing,
    databaseUrl: "postgresql://crosstie:hunter2@127.0.0.1:1/crosstie",
  });

  await expect(opening).rejects.toThrow(
    /PostgreSQL at postgresql:\/\/crosstie@127\.0\.0\.1:1\/crosstie does not answer/,
  );
});
