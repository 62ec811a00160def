import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "../../../server/database/open-database.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

/** Which migrations ran, and who runs them: nobody's rows. The app may read the first, and no more. */
const NOBODYS = ["migrations", "migrations_lock"];

interface Table {
  name: string;
  has_company: boolean;
  lacks: string[];
}

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** What holds rows in our schema, with what each lacks of being bound for the app. */
async function tables(): Promise<Table[]> {
  const { rows } = await database.admin.raw<{ rows: Table[] }>(
    `select relname as name,
       exists (
         select from pg_attribute
         where attrelid = pg_class.oid and attname = 'company_id' and not attisdropped
       ) as has_company,
       array_remove(array[
         case when relkind not in ('r', 'p') then 'a table: no policy binds it' end,
         case when not relrowsecurity then 'enable' end,
         case when not relforcerowsecurity then 'force' end,
         case when not exists (
           select from pg_policy
           where polrelid = pg_class.oid and 'crosstie_app'::regrole = any(polroles)
         ) then 'a policy' end
       ], null) as lacks
     from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
     order by relname`,
  );
  return rows;
}

const unbound = async () =>
  (await tables()).filter(({ name, lacks }) => lacks.length > 0 && !NOBODYS.includes(name));

it("binds the app in each table of ours, and says which hold nobody's rows", async () => {
  const all = await tables();

  expect(await unbound()).toEqual([]);
  expect(all.filter(({ has_company }) => has_company).length).toBeGreaterThan(12);
  const nobodys = all.filter(({ name }) => NOBODYS.includes(name));
  expect(nobodys).toMatchObject(NOBODYS.map((name) => ({ name, has_company: false })));
});

it.each([
  ["create table later (company_id text not null)", ["enable", "force", "a policy"]],
  ["create table later (id text)", ["enable", "force", "a policy"]],
  [
    "create table later (company_id text); alter table later enable row level security",
    ["force", "a policy"],
  ],
  [
    "create view later as select company_id from companies",
    ["a table: no policy binds it", "enable", "force", "a policy"],
  ],
])("finds what a later migration leaves open: %s", async (ddl, lacks) => {
  const owner = connect(database.migrationUrl, { max: 1 });
  await owner.raw(ddl);

  const found = await unbound();
  await owner.raw(`drop ${ddl.startsWith("create view") ? "view" : "table"} later`);
  await owner.destroy();

  expect(found).toMatchObject([{ name: "later", lacks }]);
});

it("binds each row by its company, or by what its person brings", async () => {
  const { rows } = await database.admin.raw<{ rows: { name: string; rule: string }[] }>(
    `select polrelid::regclass::text as name, concat_ws(' ', polcmd, polpermissive,
         pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as rule
       from pg_policy
      where 'crosstie_app'::regrole = any(polroles) or 0 = any(polroles)
      order by polname desc`,
  );
  const ofCompany = (await tables()).filter(({ has_company }) => has_company);

  const is = (column: string, setting: string) =>
    `(${column} = NULLIF(current_setting('app.${setting}'::text, true), ''::text))`;
  const rule = (row: string) => `* t ${row} ${row}`;
  const rules = Object.groupBy(rows, ({ name }) => name);
  expect(
    Object.fromEntries(
      Object.entries(rules).map(([name, own = []]) => [name, own.map((row) => row.rule)]),
    ),
  ).toEqual({
    ...Object.fromEntries(
      ofCompany.map(({ name }) => [name, [rule(is("company_id", "company_id"))]]),
    ),
    sessions: [
      rule(`(${is("token_hash", "secret_hash")} OR ${is("user_id", "user_id")})`),
      // only to look at, and only those that have opened the company
      "r t (opened @> ARRAY[NULLIF(current_setting('app.company_id'::text, true), ''::text)])",
    ],
    sign_in_codes: [rule(is("code_hash", "secret_hash"))],
    user_grants: [rule(is("user_id", "user_id"))],
  });
});

it.each(["crosstie_app", "crosstie_across"])("gives %s no power over the tables", async (role) => {
  const { rows } = await database.admin.raw(
    `select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
       exists (select from pg_class where relowner = pg_roles.oid) as owns,
       exists (
         select from pg_namespace where nspname in ('public', 'pgboss')
           and has_schema_privilege(pg_roles.oid, pg_namespace.oid, 'create')
       ) as creates,
       has_database_privilege(oid, current_database(), 'create') as creates_schemas
     from pg_roles where rolname = ?`,
    [role],
  );

  expect(rows).toHaveLength(1);
  expect(Object.values(rows[0] as object)).toEqual(Array.from({ length: 8 }, () => false));
});

it("shows the role that sees across companies no secret and nothing of a document", async () => {
  const { rows } = await database.admin.raw<{ rows: { column: string; may: boolean }[] }>(
    `select relname || '.' || attname as column,
       has_column_privilege('crosstie_across', pg_class.oid, attname, 'select') as may
     from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  );
  const may = rows.filter((row) => row.may).map(({ column }) => column);
  const secret =
    /\.(?:credentials|shown|settings|choices|webhook_secret|\w+_token|\w+_hash|login|name|snapshot|sent|payload|failure|title|number|value|changes)$/;

  for (const column of [
    "connections.credentials",
    "records.snapshot",
    "deliveries.payload",
    "service_tokens.access_token",
    "user_grants.access_token",
    "user_grants.refresh_token",
  ]) {
    expect(rows.map((row) => row.column)).toContain(column);
    expect(may).not.toContain(column);
  }
  expect(may).toContain("companies.company_id");
  expect(may.filter((column) => secret.test(column))).toEqual([]);
});
