import { expect, it } from "vitest";
import type { AuditEntry, AuditPage } from "../../../server/api/contract.ts";
import { audit } from "../../../server/audit/audit.ts";
import { inCompany } from "../../../server/database/scope.ts";
import { anActor } from "../../an-actor.ts";
import { must } from "../../world/install.ts";
import { type Caller, signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed } = useWorld();

const path = (query: string) => `/companies/${installed.companyId}/audit-log${query}`;
const list = (query = "", who: Caller = installed.admin) => must(who.get<AuditPage>(path(query)));
const write = (name: string, userId = "7001") =>
  inCompany(world.database.db, installed.companyId, (scope) =>
    audit(scope, {
      companyId: installed.companyId,
      by: { ...anActor, userId, login: `${userId}@example.com`, name },
      action: "linked",
      subject: { kind: "vendor", id: "300", name },
      before: { "Linked to": null },
      after: { "Linked to": name },
    }),
  );
async function file(query: string): Promise<{ headers: Headers; text: string }> {
  const response = await fetch(`${world.appUrl}/api/v1${path(query)}`, {
    headers: { authorization: `Bearer ${installed.admin.token}` },
  });
  // as it was sent, with the mark by which a spreadsheet knows UTF-8
  return { headers: response.headers, text: Buffer.from(await response.arrayBuffer()).toString() };
}

it("lists all entries newest first, a page at a time", async () => {
  const all = (await list("?limit=100")).items;
  const pages: AuditEntry[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: AuditPage = await list(`?limit=3${cursor && `&cursor=${cursor}`}`);
    pages.push(...page.items);
    cursor = page.nextCursor;
  }

  expect(all.length).toBeGreaterThan(5);
  expect(pages).toEqual(all);
  expect(all.map(({ sequence }) => Number(sequence))).toEqual(
    all.map((_, index) => all.length - index),
  );
});

it("finds what one person did, one kind of act, and a stretch of time", async () => {
  await write("Ada");
  await write("Ada");
  const { items, people } = await list("?by=7001");
  expect(items.map(({ name }) => name)).toEqual(["Ada", "Ada"]);
  expect(people).toContainEqual({ userId: "7001", login: "7001@example.com", name: "Ada" });
  expect((await list("?by=procore")).items).toEqual([]);
  expect((await list("?by=7001&action=signed_in")).items).toEqual([]);
  const actions = (await list("?action=projects_chosen")).items.map(({ action }) => action);
  expect(actions).toEqual(["projects_chosen"]);

  const [later, earlier] = items.map(({ sequence }) => sequence);
  const isOn = (day: string, sequence?: string) =>
    world.database
      .admin("audit_log")
      .where({ sequence })
      .update({ at: `${day}T00:00:00Z` });
  await isOn("2026-01-02", later);
  await isOn("2026-01-01", earlier);
  const days = await list("?since=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z");
  expect(days.items.map(({ sequence }) => sequence)).toEqual([earlier]);
});

it.each(["?by=somebody", "?action=danced", "?since=yesterday", "?cursor=x", "?limit=101"])(
  "refuses what makes no sense: %s",
  async (query) => {
    expect(await installed.admin.get(path(query))).toMatchObject({ status: 400 });
  },
);

it("is for admins alone", async () => {
  for (const name of ["projectManager", "superintendent"] as const) {
    const person = await signIn(world, name);
    for (const door of ["", "/export"]) {
      expect(await person.get(path(door))).toMatchObject({ status: 403 });
    }
    const { body } = await person.get(`/companies/${installed.companyId}/installation`);
    expect(body).toMatchObject({ may: { viewAuditLog: false } });
  }
});

it("exports CSV in which no cell is a formula", async () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
    await write(`${start}cmd|' /C calc'!A0`, "7002");
  }
  await write('a "quoted", name', "7002");

  const { headers, text } = await file("/export?format=csv&by=7002");

  expect(headers.get("content-type")).toMatch(/^text\/csv/);
  expect(headers.get("content-disposition")).toMatch(/^attachment; filename=crosstie-audit-log-/);
  expect(text).toMatch(/^\uFEFFEntry,At,Actor,User ID,Login,Name,/);
  expect(text).toContain('"a ""quoted"", name"');
  expect(text.match(/cmd/g)).toHaveLength(18);
  expect(text).not.toMatch(/(?:^|[,\n]"?)[=+\-@\t\r]/m);
});

it("exports every entry as a line of JSON, oldest first, each chained to the one before", async () => {
  await Promise.all(Array.from({ length: 60 }, (_, index) => write(`Entry ${index}`)));

  const { text } = await file("/export?format=jsonl");

  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as AuditEntry);
  expect(lines.map(({ sequence }) => Number(sequence))).toEqual(lines.map((_, index) => index + 1));
  const before = ["0".repeat(64), ...lines.map(({ hash }) => hash)];
  expect(lines.map(({ previousHash }) => previousHash)).toEqual(before.slice(0, -1));
});
