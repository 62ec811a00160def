import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { SEALED_COLUMNS } from "../../../server/store/sealed-values.ts";
import { sent } from "../../statements.ts";
import { signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";
import { seedCompany } from "../store/seed-company.ts";

const { world, installed } = useWorld({ works: false });

interface Line {
  table?: string;
  row?: Record<string, unknown>;
  rows?: number;
}

const MANY = 2_000;

const download = (headers = { authorization: `Bearer ${installed.admin.token}` }) =>
  fetch(`${world.appUrl}/api/v1/companies/${installed.companyId}/export`, { headers });

async function exported(): Promise<{ text: string; lines: Line[] }> {
  const lines: string[] = [];
  const { body } = await download();
  for await (const line of createInterface({ input: Readable.fromWeb(body!) })) lines.push(line);
  return { text: lines.join("\n"), lines: lines.map((line) => JSON.parse(line) as Line) };
}

/** Deliveries of 12 kB. Their key has letters, and set-aside ones come within microseconds. */
async function addMany(companyId: string, word: string): Promise<void> {
  await world.database.admin.raw(
    `insert into deliveries (company_id, delivery_id, resource_name, resource_id, event, happened_at, payload, queued_at)
     select ?, ? || n, 'Requisitions', n, 'update', now(), repeat('x', 12000), now()
       from generate_series(1, ${MANY}) as n`,
    [companyId, word],
  );
  await world.database.admin.raw(
    `insert into set_aside_deliveries (company_id, set_aside_at, problem, payload)
     select ?, now() + n * interval '1 microsecond', 'unreadable', 'x' from generate_series(1, 450) as n`,
    [companyId],
  );
}

it("has every row of the company once, no secret, and nothing of another company", async () => {
  const { admin } = world.database;
  const { companyId } = installed;
  await seedCompany(admin, {
    companyId: "562949953429999",
    word: "Harborview",
    userId: "900021",
    leftUserId: "900022",
  });
  await addMany(companyId, "many-");

  const { text, lines } = await exported();

  const counted = Object.groupBy(lines.slice(0, -1), ({ table = "" }) => table);
  const { rows: tables } = await admin.raw<{ rows: { name: string }[] }>(
    `select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid
      where attname = 'company_id' and relkind = 'r' and relnamespace = 'public'::regnamespace
        and relname <> 'audit_heads'`,
  );
  for (const { name } of tables) {
    const [row] = await admin(name).where({ company_id: companyId }).count({ count: "*" });
    expect({ name, count: counted[name]?.length ?? 0 }).toEqual({
      name,
      count: Number(row!.count),
    });
  }
  expect(new Set(lines.map((line) => JSON.stringify(line))).size).toBe(lines.length);
  expect(lines.at(-1)).toEqual({ rows: lines.length - 1 });
  expect(counted.deliveries!.length).toBeGreaterThanOrEqual(MANY);
  expect(text).not.toMatch(/Harborview|562949953429999/);
  for (const column of SEALED_COLUMNS) {
    const [table = "", name = ""] = column.split(".");
    for (const value of await admin(table).whereNotNull(name).pluck<string[]>(name)) {
      expect(text.includes(value)).toBe(false);
    }
  }
  expect(text).not.toMatch(/v2\.\w+\.|webhook_secret|access_token|"credentials"/);
});

it("reads no further than the client takes", async () => {
  for (const word of ["more-", "and-more-", "yet-more-"]) await addMany(installed.companyId, word);
  const before = sent.crosstie ?? 0;
  const reader = (await download()).body!.getReader();
  await reader.read();
  let whileUnread: number;
  do {
    whileUnread = (sent.crosstie ?? 0) - before;
    await wait(300);
  } while (whileUnread !== (sent.crosstie ?? 0) - before);

  while (!(await reader.read()).done);
  const all = (sent.crosstie ?? 0) - before;
  expect(whileUnread).toBeLessThan(all / 2);
});

it("is for company administrators", async () => {
  for (const person of ["accounting", "projectManager", "stranger"] as const) {
    const { token } = await signIn(world, person);
    const { status } = await download({ authorization: `Bearer ${token}` });
    expect([403, 404]).toContain(status);
  }
  expect((await download({ authorization: "" })).status).toBe(401);
});
