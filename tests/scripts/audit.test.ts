import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Knex } from "knex";
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { audit, type AuditAction } from "../../server/audit/audit.ts";
import { connect } from "../../server/database/open-database.ts";
import { inCompany } from "../../server/database/scope.ts";
import { auditChains } from "../../server/store/audit-chains.ts";
import { beginCompany } from "../../server/store/companies.ts";
import { aCompany } from "../a-company.ts";
import { anActor } from "../an-actor.ts";
import { type TestDatabase, testDatabase } from "../database.ts";

const ROOT = join(import.meta.dirname, "../..");
let database: TestDatabase;
let owner: Knex;

beforeAll(async () => {
  database = await testDatabase();
  owner = connect(database.migrationUrl, { max: 2 });
});
afterAll(async () => {
  await owner.destroy();
  await database.drop();
});
beforeEach(async () => {
  await owner.raw("delete from audit_log; delete from audit_heads");
  for (const companyId of ["11", "12"]) {
    for (let count = 0; count < 5; count += 1) await act(companyId);
  }
});

function act(companyId: string, action: AuditAction = "settings_saved"): Promise<void> {
  const subject = { kind: "settings", id: "1", name: "Settings" };
  const by = { ...anActor, address: "192.0.2.1" };
  return inCompany(database.db, companyId, (scope) =>
    audit(scope, { companyId, by, action, subject, after: { on: true } }),
  );
}

/** As an operator types it. */
const run = (...args: string[]) => runIn({}, ...args);

async function runIn(env: Record<string, string>, ...args: string[]) {
  const child = spawn("npm", ["run", "--silent", "audit", "--", ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: database.connectionString,
      DATABASE_MIGRATION_URL: database.migrationUrl,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const [out, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out: out.trim().split("\n"), said: said.trim(), code };
}

it("finds whole chains whole, and tells the entries and the head of each", async () => {
  const heads = await owner("audit_heads").orderBy("company_id").pluck<string[]>("hash");

  expect(await run("verify")).toEqual({
    out: heads.map((head, index) => `company 1${index + 1} | 5 entries | head ${head} | whole`),
    said: "",
    code: 0,
  });
  expect(await run("verify", "12")).toMatchObject({ out: [expect.stringMatching(/^company 12 /)] });
});

it("finds a change of any column", async () => {
  const row = { company_id: "11", sequence: 3 };
  const was = (await owner("audit_log").where(row).first()) as object;
  const other: Record<string, unknown> = {
    at: "2026-01-01T00:00:00Z",
    actor: "procore",
    before: "{}",
    after: '{"on": false}',
    hash: "0".repeat(64),
  };
  const columns = Object.keys(was).filter((column) => !(column in row));
  for (const column of columns) {
    const trx = await owner.transaction();
    if (column === "actor") {
      await trx("audit_log").where(row).update({ actor: "procore", user_id: null });
    }
    await trx("audit_log")
      .where(row)
      .update({ [column]: other[column] ?? "999" });
    const [chain] = await auditChains(trx, { companyId: "11", installed: [] });
    await trx.rollback();
    expect({ column, ...chain?.broken }).toEqual({
      column,
      sequence: "3",
      says: "entry 3 was changed",
    });
  }
  expect(columns).toHaveLength(15);
});

it.each([
  {
    after: "a row in the middle is deleted",
    harm: "delete from audit_log where company_id = '11' and sequence = 3",
    says: "entry 3 is missing",
  },
  {
    after: "the first row is deleted",
    harm: "delete from audit_log where company_id = '11' and sequence = 1",
    says: "entry 1 is missing",
  },
  {
    after: "the last rows are cut off",
    harm: "delete from audit_log where company_id = '11' and sequence > 3",
    says: "entry 4 is missing: the log went on to entry 5",
  },
  {
    after: "all rows are deleted",
    harm: "delete from audit_log where company_id = '11'",
    says: "entry 1 is missing: the log went on to entry 5",
  },
  {
    after: "two rows change places",
    harm: `update audit_log set sequence = -sequence where company_id = '11' and sequence in (2, 3);
      update audit_log set sequence = 5 + sequence where company_id = '11' and sequence < 0`,
    says: "entry 2 was changed",
  },
  {
    after: "a row is changed and hashed anew",
    harm: `update audit_log set name = 'x' where company_id = '11' and sequence = 2;
      update audit_log set hash = crosstie_audit_hash(audit_log) where company_id = '11' and sequence = 2`,
    says: "entry 3 does not follow the entry before it",
  },
  {
    after: "the last row is cut off and the head is set back",
    harm: `delete from audit_log where company_id = '11' and sequence = 5;
      update audit_heads set sequence = 4 where company_id = '11'`,
    says: "entry 4 is not the one at which the log ends",
  },
  {
    after: "the head is deleted",
    harm: "delete from audit_heads where company_id = '11'",
    says: "entry 5 is not the one at which the log ends",
  },
])("ends with 1 and names the place when $after", async ({ harm, says }) => {
  await owner.raw(harm);

  const { out, said, code } = await run("verify");

  expect({ said, code }).toEqual({
    said: `The audit log of company 11 is broken: ${says}.`,
    code: 1,
  });
  expect(out).toEqual([
    expect.stringMatching(`^company 11 .*${says}$`),
    expect.stringMatching(/^company 12 .* whole$/),
  ]);
});

it.each([
  {
    after: "its entries and its head are deleted",
    harm: "delete from audit_log where company_id = '13'",
  },
  {
    after: "the log begins anew",
    harm: "update audit_log set action = 'settings_saved' where company_id = '13'",
  },
])("misses the installation of a company that is there when $after", async ({ harm }) => {
  const { admin } = database;
  await beginCompany(admin, { ...aCompany, companyId: "13" });
  onTestFinished(async () => void (await admin("companies").delete()));
  await act("13", "set_up_begun");
  expect(await run("verify", "13")).toMatchObject({ code: 0 });
  await owner.raw("delete from audit_log where company_id <> '13'; delete from audit_heads");
  await owner.raw(harm);
  // As somebody would who owns the tables, and makes the chain whole again.
  await owner.raw(`
    update audit_log set hash = crosstie_audit_hash(audit_log);
    insert into audit_heads select company_id, sequence, hash from audit_log`);

  expect(await run("verify")).toMatchObject({
    code: 1,
    said: "The audit log of company 13 is broken: the entry of its installation is missing.",
  });
  await admin("erasures").insert({ company_id: "13", requested_by: "1", requester: "Ada" });
  expect(await run("verify")).toMatchObject({ code: 0 });
  await admin("erasures").delete();
});

it("asks for no installation from before there was an audit log", async () => {
  const { admin } = database;
  await beginCompany(admin, { ...aCompany, companyId: "14" });
  onTestFinished(async () => void (await admin("companies").delete()));
  await admin("companies").update({ created_at: "2024-01-01T00:00:00Z" });

  expect(await run("verify")).toMatchObject({ code: 0 });
});

it("says what is missing where nothing says which database is meant, and makes none", async () => {
  const above = await mkdtemp(join(tmpdir(), "crosstie-audit-"));
  onTestFinished(() => rm(above, { recursive: true }));
  const folder = join(above, "data");
  const nowhere = { DATABASE_URL: "", DATABASE_MIGRATION_URL: "", DATA_DIR: folder };

  const { said, code } = await runIn(nowhere, "verify");

  expect(code).toBe(1);
  expect(said).toMatch(/^DATABASE_URL is missing, and there is no database in .*data: /);
  expect(existsSync(folder)).toBe(false);
});

it("says of a database without tables that it lacks them", async () => {
  const empty = (url: string) => Object.assign(new URL(url), { pathname: "/postgres" }).href;
  const { said, code } = await runIn(
    {
      DATABASE_URL: empty(database.connectionString),
      DATABASE_MIGRATION_URL: empty(database.migrationUrl),
    },
    "verify",
  );

  expect(code).toBe(1);
  expect(said).toMatch(/npm run migrate/);
  expect(said.split("\n")).toHaveLength(1);
});

it("refuses what it does not know", async () => {
  expect(await run("verify", "13")).toMatchObject({
    code: 1,
    said: "Company 13 has no audit log.",
  });
  expect(await run("repair")).toMatchObject({ code: 1, said: expect.stringContaining("verify") });
});
