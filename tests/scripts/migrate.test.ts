import { expect, it, onTestFinished } from "vitest";
import { assertUpToDate } from "../../server/database/migrate.ts";
import { testDatabase } from "../database.ts";
import { npmRun } from "./npm-run.ts";

/** Nothing else of the environment: whoever migrates needs no keys and no secrets. */
async function migrate(env: NodeJS.ProcessEnv): Promise<number | null> {
  const { ended } = npmRun("migrate", { env });
  return ended;
}

it("brings a database up to date with the addresses of its two logins alone", async () => {
  const { db, admin, connectionString, migrationUrl, drop } = await testDatabase();
  onTestFinished(drop);
  await admin.raw("drop schema public, pgboss cascade");
  await admin.raw("create schema public authorization pg_database_owner");

  const code = await migrate({
    DATABASE_URL: connectionString,
    DATABASE_MIGRATION_URL: migrationUrl,
  });

  expect(code).toBe(0);
  expect(await assertUpToDate(db)).toBeUndefined();
});

it("refuses without the owner's address", async () => {
  const { connectionString, drop } = await testDatabase();
  onTestFinished(drop);

  expect(await migrate({ DATABASE_URL: connectionString })).toBe(1);
});
