import { afterAll, beforeAll, expect, it } from "vitest";
import { absenceOf } from "../../../server/database/absence.ts";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { recoveringPostgres } from "../../recovering-postgres.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

it("knows a connection that was cut off in the middle of a statement", async () => {
  const server = await recoveringPostgres(database.connectionString, () => false);
  const db = connect(server.url(database.connectionString));
  await db.raw("select 1");

  const asking = errorOf(db.raw("select pg_sleep(20)"));
  await server.close();

  expect(absenceOf(await asking)).toBe("refused");
  await db.destroy();
});

it("takes no refused statement for an absence", async () => {
  expect(absenceOf(await errorOf(database.db.raw("select nothing")))).toBeUndefined();
});
