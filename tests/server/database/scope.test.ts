import { afterAll, beforeAll, expect, it } from "vitest";
import { inCompany } from "../../../server/database/scope.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await database.admin.raw("create table held (id int); insert into held values (1)");
  await database.admin.raw("grant select, update on held to crosstie_app");
});
afterAll(() => database.drop());

it("keeps no lock for a process that was frozen in the middle of a transaction", async () => {
  const locked = Promise.withResolvers<void>();
  const thawed = Promise.withResolvers<void>();
  const frozen = inCompany(database.db, "1", async (scope) => {
    await scope.raw("select from held for update");
    locked.resolve();
    await thawed.promise;
    await scope.raw("update held set id = 2");
  });
  const outcome = expect(frozen).rejects.toThrow();
  await locked.promise;

  await database.admin.raw("set statement_timeout = 15000; select from held for update");
  thawed.resolve();

  await outcome;
  expect(await database.admin("held").pluck("id")).toEqual([1]);
}, 30_000);
