import { hash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Act, audit } from "../../../server/audit/audit.ts";
import { inCompany } from "../../../server/database/scope.ts";
import { anActor } from "../../an-actor.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const REFUSED = "42501";
const act = (companyId: string, changes: Partial<Act> = {}): Act => ({
  companyId,
  by: anActor,
  action: "settings_saved",
  subject: { kind: "settings", id: "1", name: "Settings" },
  before: { "Automatic sync": false },
  after: { "Automatic sync": true },
  ...changes,
});
const write = (companyId: string, changes?: Partial<Act>) =>
  inCompany(database.db, companyId, (scope) => audit(scope, act(companyId, changes)));

interface Row {
  sequence: string;
  previous_hash: string;
  hash: string;
  [column: string]: unknown;
}
const entriesOf = (companyId: string): Promise<Row[]> =>
  database.admin("audit_log").where({ company_id: companyId }).orderBy("sequence");

const HASHED = `company_id, sequence, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  actor, user_id, login, name, action, subject_kind, subject_id, subject_name, before::text, after::text,
  address, request_id, previous_hash`;

it("numbers the entries of each company without a gap, and chains them, whoever writes at once", async () => {
  await Promise.all(
    ["11", "12"].flatMap((company) => Array.from({ length: 12 }, () => write(company))),
  );

  for (const company of ["11", "12"]) {
    const entries = await entriesOf(company);
    expect(entries.map(({ sequence }) => Number(sequence))).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    const before = ["0".repeat(64), ...entries.map((entry) => entry.hash)];
    expect(entries.map((entry) => entry.previous_hash)).toEqual(before.slice(0, 12));
    expect(await database.admin("audit_heads").where({ company_id: company })).toMatchObject([
      { sequence: "12", hash: before[12] },
    ]);
  }
});

it("hashes all columns, each with its length", async () => {
  await write("13", { before: { name: "Ærø, 5:a" }, after: { none: null, "": "" } });

  const [entry] = await database
    .admin("audit_log")
    .where({ company_id: "13" })
    .select<(Record<string, string | null> & { hash: string })[]>(
      database.admin.raw(HASHED),
      "hash",
    );
  const { hash: found, ...columns } = entry!;
  const canonical = Object.values(columns)
    .map((text) => (text === null ? "-" : `${Buffer.byteLength(text)}:${text}`))
    .join(",");
  expect(Object.keys(columns)).toHaveLength(16);
  expect(found).toBe(hash("sha256", canonical));
});

it("keeps no entry of a change that did not come to be, and leaves no gap for it", async () => {
  await write("14");
  const failed = inCompany(database.db, "14", async (scope) => {
    await audit(scope, act("14"));
    throw new Error("the change failed");
  });
  await expect(failed).rejects.toThrow("the change failed");
  await write("14");

  expect((await entriesOf("14")).map(({ sequence }) => sequence)).toEqual(["1", "2"]);
});

it.each([
  "update audit_log set name = 'x'",
  "delete from audit_log",
  "truncate audit_log",
  "insert into audit_log (company_id, sequence) values ('15', 9)",
  "insert into audit_log (company_id, hash) values ('15', 'x')",
  "insert into audit_log (company_id, at) values ('15', now())",
  "select * from audit_heads",
  "update audit_heads set hash = 'x'",
  "delete from audit_heads",
  "insert into audit_heads values ('15', 9, 'x')",
  "alter table audit_log disable trigger chain",
  "set session_replication_role = replica",
])("lets the app's login do nothing but add: %s", async (statement) => {
  await write("15");
  const before = await entriesOf("15");

  await expect(inCompany(database.db, "15", (scope) => scope.raw(statement))).rejects.toMatchObject(
    { code: REFUSED },
  );

  expect(await entriesOf("15")).toEqual(before);
});

it("lets no company write into the log of another", async () => {
  await write("16");
  const stolen = inCompany(database.db, "17", (scope) => audit(scope, act("16")));

  await expect(stolen).rejects.toMatchObject({ code: REFUSED });
  await write("16");
  expect(await entriesOf("16")).toHaveLength(2);
});

it("cuts what is too long, and takes what PostgreSQL would not", async () => {
  const long = "\u{1F600}".repeat(5_000);
  await write("18", {
    by: { ...anActor, name: `${long}\0` },
    subject: { kind: "settings", id: long, name: "half \uD83D\0" },
    before: { long, list: Array.from({ length: 500 }, () => long) },
    after: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${index}`, long])),
  });

  const [entry] = await entriesOf("18");
  expect(JSON.stringify(entry).length).toBeLessThan(50_000);
  expect(entry).toMatchObject({ subject_name: "half \uFFFD\uFFFD" });
  expect(entry?.before).toMatchObject({ list: expect.arrayContaining(["and 480 more"]) });
  expect(entry?.after).toMatchObject({ "not shown": expect.stringMatching(/^\d+ more$/) });
});
