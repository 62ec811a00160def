import type { Knex } from "knex";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "../../../server/database/open-database.ts";
import { testDatabase, type TestDatabase } from "../../database.ts";

let database: TestDatabase;
let one: Knex;

beforeAll(async () => {
  database = await testDatabase();
  // one connection, which meets all that it has prepared again
  one = connect(database.migrationUrl, { max: 1 });
  await one.raw("create table kept (id int primary key, worth int)");
  await one.raw("insert into kept values (1, 10), (2, 20)");
});
afterAll(async () => {
  await one.destroy();
  await database.drop();
});

const times = async (count: number, ask: () => PromiseLike<unknown>) => {
  for (let time = 0; time < count; time += 1) await ask();
};
const preparedOf = async (db: Knex, text: string): Promise<number> =>
  (await db("pg_prepared_statements").where("statement", "like", `%${text}%`)).length;

it("prepares what is asked often, once, and nothing that is asked rarely", async () => {
  const worth = (id: number) => one("kept").where({ id }).pluck("worth");

  await times(2, () => worth(1));
  expect(await preparedOf(one, 'select "worth" from')).toBe(0);
  await times(20, () => worth(1));

  expect(await preparedOf(one, 'select "worth" from')).toBe(1);
  expect(await worth(2)).toEqual([20]);
});

it("prepares no statement of all columns: a migration may add one while it is in use", async () => {
  const all = () => one("kept").where({ id: 1 });
  await times(20, all);

  await one.raw("alter table kept add column more text default 'new'");

  expect(await all()).toEqual([{ id: 1, worth: 10, more: "new" }]);
  expect(await preparedOf(one, 'from "kept" where "id"')).toBeLessThan(2);
});

it("fails once where a column's type has changed, and never again", async () => {
  const worth = () => one("kept").where({ id: 1 }).select("worth", "id");
  await times(20, worth);
  expect(await preparedOf(one, 'select "worth", "id"')).toBe(1);

  await one.raw("alter table kept alter column worth type text");

  await expect(worth()).rejects.toThrow(/cached plan/);
  expect(await worth()).toEqual([{ id: 1, worth: "10" }]);
  expect(await worth()).toEqual([{ id: 1, worth: "10" }]);
});

it("prepares nothing behind a pooler, where the next transaction is another session", async () => {
  const pooled = connect(database.migrationUrl, { max: 1, isPooled: true });
  try {
    await times(20, () => pooled("kept").where({ id: 1 }).pluck("id"));
    expect(await preparedOf(pooled, "kept")).toBe(0);
  } finally {
    await pooled.destroy();
  }
});
