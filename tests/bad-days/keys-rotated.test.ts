import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import { createSeal, type SealKey } from "../../server/store/seal.ts";
import { SEALED_COLUMNS } from "../../server/store/sealed-values.ts";
import { sealedBefore } from "../server/store/sealed-before.ts";
import { atRest } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, pathOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const keys: [current: SealKey, old: SealKey] = [
  { id: "2026b", key: randomBytes(32) },
  { id: "2026a", key: randomBytes(32) },
];
const [current, old] = keys;
const encryptionKeys = keys.map(({ id, key }) => `${id}:${key.toString("base64")}`).join(",");
const { world, installed } = useWorld({ encryptionKeys });
const seal = createSeal(keys);

type Before = (text: string, column: (typeof SEALED_COLUMNS)[number], row: string) => string;
const unbound: Before = (secret) => sealedBefore(secret, old);
const bound: Before = createSeal([old]).seal;

/** As if all had been sealed before the current key came. */
async function turnBack(before: Before): Promise<void> {
  const { admin } = world.database;
  for (const column of SEALED_COLUMNS) {
    const [table = "", name = ""] = column.split(".");
    for (const found of await admin(table).whereNot({ [name]: "" })) {
      const { company_id, user_id, system } = found as Record<string, string>;
      const row = [company_id ?? user_id, system].filter(Boolean).join("/");
      const where = user_id ? { user_id } : { company_id, ...(system && { system }) };
      const earlier = before(
        seal.open((found as Record<string, string>)[name]!, column, row),
        column,
        row,
      );
      await admin(table)
        .where(where)
        .update({ [name]: earlier });
    }
  }
}

const PEOPLE = 400;

async function addPeople(): Promise<void> {
  const grants = Array.from({ length: PEOPLE }, (_, place) => ({
    user_id: `9${1000 + place}`,
    access_token: bound("access", "user_grants.access_token", `9${1000 + place}`),
    refresh_token: bound("refresh", "user_grants.refresh_token", `9${1000 + place}`),
    expires_at: new Date(Date.now() + 3_600_000),
  }));
  await world.database.admin("user_grants").insert(grants);
}

function keysCommand(...args: string[]): ChildProcess {
  return spawn(process.execPath, ["scripts/keys.ts", ...args], {
    env: { PATH: process.env.PATH, ...world.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const child = keysCommand(...args);
  const [said, [code]] = await Promise.all([text(child.stdout!), once(child, "exit")]);
  return { code: code as number, lines: said.trim().split("\n") };
}

async function sealedWith(): Promise<string[]> {
  const { admin } = world.database;
  const all = SEALED_COLUMNS.map((column) => {
    const [table = "", name = ""] = column.split(".");
    return admin(table)
      .whereNot({ [name]: "" })
      .pluck<string[]>(`${name}_sealed_with`);
  });
  return (await Promise.all(all)).flat();
}

/** Again and again; resolves with how often. */
async function renewTokens(signal: AbortSignal): Promise<number> {
  let times = 0;
  for (; !signal.aborted; times += 1) {
    await world.procore.system.act({ do: "expire_tokens" });
    await installation();
  }
  return times;
}

const installation = () =>
  must(installed.admin.get<Installation>(`/companies/${installed.companyId}/installation`));

it.each([
  ["of an earlier version", unbound],
  ["of the key before", bound],
])("seals all values %s anew while the app renews its tokens", async (_, before) => {
  await turnBack(before);
  const values = (await sealedWith()).length;
  const over = new AbortController();
  const renewing = renewTokens(over.signal);

  const { code, lines } = await run("rotate");
  over.abort();

  expect(await renewing).toBeGreaterThan(1);
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^2026a \d+/);
  expect(lines.at(-1)).toBe(`2026b ${values}`);
  expect(new Set(await sealedWith())).toEqual(new Set([`v2.${current.id}`]));
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: before === bound ? "After the key" : "After the version",
  });
  await atRest(world);
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect(ordersOf(world, commitment)).toHaveLength(1);
});

it("goes on where a rotation was killed", async () => {
  await addPeople();
  const first = keysCommand("rotate");
  const ofPeople = world.database.admin("user_grants").where("user_id", "like", "91%");
  await expect
    .poll(
      async () => (await ofPeople.clone().where({ access_token_sealed_with: "v2.2026b" })).length,
    )
    .toBeGreaterThan(10);
  first.kill("SIGKILL");
  await once(first, "exit");
  expect((await run("count")).lines[0]).toMatch(/^2026a \d+$/);

  const { code } = await run("rotate");

  expect(code).toBe(0);
  expect(new Set(await sealedWith())).toEqual(new Set([`v2.${current.id}`]));
  await ofPeople.delete();
});

it("seals the rest when one value does not open, and names it", async () => {
  await turnBack(bound);
  await world.database.admin("user_grants").insert({
    user_id: "95",
    access_token: bound("moved", "user_grants.access_token", "96"),
    refresh_token: bound("whole", "user_grants.refresh_token", "95"),
    expires_at: new Date(),
  });

  const { code, lines } = await run("rotate");

  expect(code).toBe(1);
  expect(lines.slice(-2)).toEqual(["2026a 1", expect.stringMatching(/^2026b \d+$/)]);
  await world.database.admin("user_grants").where({ user_id: "95" }).delete();
});
