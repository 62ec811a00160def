import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bringUpToDate } from "../../../server/bring-up-to-date.ts";
import { assertUpToDate } from "../../../server/database/migrate.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const log = pino({ level: "silent" });

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const migrated = () => bringUpToDate({ ...database, log });

async function empty(): Promise<void> {
  await database.admin.raw("drop schema public, pgboss cascade");
  await database.admin.raw("create schema public authorization pg_database_owner");
}

it("brings an empty database up to date when processes start at once", async () => {
  await empty();

  await Promise.all([migrated(), migrated(), migrated()]);

  const names = await database.db("migrations").orderBy("id").pluck<string[]>("name");
  expect(names[0]).toBe("0001_companies");
  expect(new Set(names).size).toBe(names.length);
  expect(await assertUpToDate(database.db)).toBeUndefined();
});

it("goes on where a process was killed in the middle of migrating", async () => {
  await database.admin("migrations_lock").update({ is_locked: 1 });

  await migrated();

  expect(await database.admin("migrations_lock").pluck("is_locked")).toEqual([0]);
});

it("makes the indexes that pg-boss left to be made later", async () => {
  await database.admin("pgboss.version").update({ bam_on: null });
  await database.admin("pgboss.bam").insert({
    name: "later",
    version: 43,
    status: "pending",
    table_name: "job_common",
    command: "create index concurrently if not exists made_later on pgboss.job_common (output)",
  });

  await migrated();

  const made = await database.admin("pg_indexes").where({ indexname: "made_later" });
  expect(made).toHaveLength(1);
});

it("says what a database lacks, and what to run", async () => {
  const newest = database.admin("migrations").where({ name: "0014_roles" });
  const [row] = await newest.clone();
  await newest.clone().delete();

  await expect(assertUpToDate(database.db)).rejects.toThrow(
    /lacks 1 of the migrations .* 0014_roles\. Run npm run migrate, with DATABASE_MIGRATION_URL set/,
  );

  await database.admin("migrations").insert(row);
});

it("says so of a database that nobody has migrated", async () => {
  await empty();

  await expect(assertUpToDate(database.db)).rejects.toThrow(/the first is 0001_companies/);

  await migrated();
});

it("refuses a database that a newer version has written", async () => {
  await database
    .admin("migrations")
    .insert({ name: "9999_from_the_future", batch: 99, migration_time: new Date() });

  await expect(migrated()).rejects.toThrow(/9999_from_the_future.*newer version of Crosstie/s);
  await expect(assertUpToDate(database.db)).rejects.toThrow(/newer version of Crosstie/);
});
