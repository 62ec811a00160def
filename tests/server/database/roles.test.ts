import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { bringUpToDate } from "../../../server/bring-up-to-date.ts";
import { assertModestLogin } from "../../../server/database/check-role.ts";
import { startEmbeddedPostgres } from "../../../server/database/embedded-postgres.ts";
import { connect } from "../../../server/database/open-database.ts";
import { acrossCompanies } from "../../../server/database/scope.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

const log = pino({ level: "silent" });

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** A login of this test's own, and the database as it sees it. */
async function newLogin(rights = "") {
  const name = `crosstie_test_${randomBytes(6).toString("hex")}`;
  await database.admin.raw(`create role ${name} login ${rights} password 'secret'`);
  const url = Object.assign(new URL(database.connectionString), {
    username: name,
    password: "secret",
  }).href;
  const db = connect(url, { max: 2 });
  onTestFinished(async () => {
    await db.destroy();
    await database.admin.raw(`reassign owned by ${name} to current_user`);
    await database.admin.raw(`drop owned by ${name}`);
    await database.admin.raw(`drop role ${name}`);
  });
  return { name, url, db };
}

it("lets the app use every table of ours and of the queue, and own and make none", async () => {
  // of the audit log it may do less: tests/server/audit/chain.test.ts
  const { rows } = await database.db.raw(
    `select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where nspname in ('public', 'pgboss') and relkind in ('r', 'p') and relname not like 'migrations%' and relname not like 'audit%'
       and not (has_table_privilege(pg_class.oid, 'select') and has_table_privilege(pg_class.oid, 'insert')
         and has_table_privilege(pg_class.oid, 'update') and has_table_privilege(pg_class.oid, 'delete'))`,
  );

  expect(rows).toEqual([]);
  expect(await assertModestLogin(database.db)).toBeUndefined();
  for (const ddl of [
    "create table mine (x int)",
    "create table pgboss.mine (x int)",
    "create schema mine",
    "alter table companies add column x int",
    "drop table companies",
    "truncate companies",
    "create index mine on companies (name)",
    "update migrations set name = name",
  ]) {
    await expect(database.db.raw(ddl), ddl).rejects.toThrow(/permission denied|must be owner/);
  }
});

it("lets the app use the tables of a database of before there were roles", async () => {
  const before = await testDatabase();
  onTestFinished(() => before.drop());
  for (const schema of ["public", "pgboss"]) {
    await before.admin.raw(`revoke all on all tables in schema ${schema} from crosstie_app`);
    await before.admin.raw(
      `alter default privileges for role crosstie_test_owner in schema ${schema} revoke all on tables from crosstie_app`,
    );
  }
  await before.admin("migrations").where({ name: "0014_roles" }).delete();
  await expect(before.db("companies")).rejects.toThrow(/permission denied/);

  await bringUpToDate({ ...before, log });

  expect(await before.db("companies")).toEqual([]);
  expect(await before.db("pgboss.job")).toEqual([]);
  await expect(before.db("migrations").delete()).rejects.toThrow(/permission denied/);
});

it("lets the app use a table that a later migration makes", async () => {
  const owner = connect(database.migrationUrl, { max: 1 });
  onTestFinished(() => owner.destroy());

  await owner.raw("create table made_later (company_id text not null)");

  expect(await database.db("made_later").insert({ company_id: "1" }).returning("*")).toHaveLength(
    1,
  );
});

it("gives the role that sees across companies for one transaction, and nothing that it was not granted", async () => {
  const owner = connect(database.migrationUrl, { max: 1 });
  onTestFinished(() => owner.destroy());
  await owner.raw("grant select (company_id) on companies to crosstie_across");
  const whoAmI = async (db: { raw: typeof database.db.raw }) =>
    (await db.raw("select current_user as name")).rows[0].name;

  const [name, ids] = await acrossCompanies(database.db, async (trx) => [
    await whoAmI(trx),
    await trx("companies").pluck("company_id"),
  ]);

  expect([name, ids]).toEqual(["crosstie_across", []]);
  expect(await whoAmI(database.db)).toBe("crosstie_test_app");
  await expect(
    acrossCompanies(database.db, (trx) => trx("companies").select("name")),
  ).rejects.toThrow(/permission denied/);
  await expect(
    acrossCompanies(database.db, (trx) => trx("companies").update({ company_id: "1" })),
  ).rejects.toThrow(/permission denied/);
});

it("makes another login a member, in many databases of one server at once", async () => {
  const { db, name } = await newLogin();
  const others = await Promise.all(Array.from({ length: 4 }, () => testDatabase()));
  onTestFinished(() => Promise.all(others.map((other) => other.drop())).then(() => undefined));
  const sign = (url: string) =>
    connect(Object.assign(new URL(url), { username: name, password: "secret" }).href, { max: 1 });

  await Promise.all(
    [database, ...others].map(async ({ connectionString, migrationUrl }) => {
      const same = sign(connectionString);
      await bringUpToDate({ migrationUrl, db: same, log }).finally(() => same.destroy());
    }),
  );

  expect(await assertModestLogin(db)).toBeUndefined();
});

it("makes the roles of a new server from many databases at once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "crosstie-roles-"));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres(folder, { isThrowaway: true, port: 0 });
  const admin = connect(server.ownerConnectionString, { max: 1 });
  onTestFinished(async () => {
    await admin.destroy();
    await server.stop();
    await rm(folder, { recursive: true });
  });
  const names = ["one", "two", "three", "four"];
  for (const name of names) await admin.raw(`create database ${name}`);
  const inside = (url: string, name: string) =>
    Object.assign(new URL(url), { pathname: `/${name}` }).href;

  await Promise.all(
    names.map(async (name) => {
      const db = connect(inside(server.connectionString, name), { max: 1 });
      await bringUpToDate({ migrationUrl: inside(server.ownerConnectionString, name), db, log });
      await assertModestLogin(db);
      await db.destroy();
    }),
  );

  expect(await admin("pg_roles").whereLike("rolname", "crosstie_%").pluck("rolname")).toHaveLength(
    2,
  );
});

it.each([
  [
    "superuser",
    /"crosstie_test_\w+", who is a superuser or bypasses row-level security.*npm run migrate/,
  ],
  ["bypassrls", /who is a superuser or bypasses row-level security/],
  ["", /who is not yet a member of crosstie_app and crosstie_across.*npm run migrate/],
])("refuses a login that is %j", async (rights, message) => {
  const { db } = await newLogin(rights);

  await expect(assertModestLogin(db)).rejects.toThrow(message);
});

it("refuses a login that owns a table of ours, or may take the role that does", async () => {
  const [owning, taking] = [await newLogin(), await newLogin()];
  await database.admin.raw(`create table owned (x int)`);
  await database.admin.raw(`alter table owned owner to ${owning.name}`);
  await database.admin.raw(`grant ${owning.name} to ${taking.name} with inherit false`);

  for (const { db } of [owning, taking]) {
    await expect(assertModestLogin(db)).rejects.toThrow(
      /who owns Crosstie's tables.*DATABASE_MIGRATION_URL, and run npm run migrate/,
    );
  }
  await database.admin.raw(`drop table owned`);
});

it("refuses a login that may create where our tables are, and says what to run", async () => {
  const { name, db } = await newLogin();
  await database.admin.raw(`grant create on schema public to ${name}`);

  await expect(assertModestLogin(db)).rejects.toThrow(
    `who may create in schema public; the app may not. Run as its owner: revoke create on schema public from public, "${name}";`,
  );
  await database.admin.raw(`revoke create on schema public from public, ${name}`);
});

it("refuses a login that inherits what is seen across companies", async () => {
  const { name, db } = await newLogin();
  await database.admin.raw(`grant crosstie_app, crosstie_across to ${name}`);

  await expect(assertModestLogin(db)).rejects.toThrow(/not yet a member .* as it must be/);
});

it("refuses to migrate as the app's own login", async () => {
  await expect(
    bringUpToDate({ migrationUrl: database.connectionString, db: database.db, log }),
  ).rejects.toThrow(/both sign in as "crosstie_test_app".*Make another one/);
});

it("says what a superuser has to run where the owner may make no roles", async () => {
  const [owner, app] = [await newLogin(), await newLogin()];
  const { database: name } = (await database.admin.raw("select current_database() as database"))
    .rows[0] as { database: string };
  await database.admin.raw(`grant create on database ${name} to ${owner.name}`);

  await expect(bringUpToDate({ migrationUrl: owner.url, db: app.db, log })).rejects.toThrow(
    new RegExp(
      `may not make the roles .* grant crosstie_across to "${app.name}" with inherit false, set true; Then run npm run migrate again`,
    ),
  );
});
