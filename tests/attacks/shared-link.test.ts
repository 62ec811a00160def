import { Writable } from "node:stream";
import { beforeAll, expect, it, onTestFinished, vi } from "vitest";
import type { SharedInvoice, WhyNotPaid } from "../../server/api/contract.ts";
import { makeLink } from "../../server/api/shared-link.ts";
import { createSeal } from "../../server/store/seal.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice, billed } from "../world/bills.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { install, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { standing } from "./standing.ts";

const lines: string[] = [];
const logTo = new Writable({
  write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()),
});
const { world, installed } = useWorld({
  settings: { automaticSync: true },
  logLevel: "info",
  logTo,
});

let contract: Commitment;
let first: string;
let second: string;
let url: URL;

beforeAll(async () => {
  const made = await billed(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Told outside",
  });
  contract = made.commitment;
  await approveInvoice(world, installed, contract, "25");
  await atRest(world);
  const { invoices } = await viewOf(installed, contract);
  [first, second] = invoices.map(({ id }) => id) as [string, string];
  url = new URL((await share(first)).url);
});

const share = (id: string) =>
  must(
    installed.admin.send<SharedInvoice>(
      "POST",
      `${pathOf(installed, contract)}/invoices/${id}/share`,
    ),
  );

/** All that a stranger sees, but for what differs each time. */
async function seen(key: string | undefined, method = "GET") {
  const begun = performance.now();
  const query = key === undefined ? "" : `?${new URLSearchParams({ key })}`;
  const answer = await fetch(`${world.appUrl}/invoice${query}`, { method });
  const text = await answer.text();
  const ms = performance.now() - begun;
  const changing = ["date", "x-request-id", "ratelimit", "ratelimit-policy"];
  const headers = [...answer.headers].filter(([name]) => !changing.includes(name));
  return { told: { status: answer.status, headers, text }, ms };
}

const key = () => url.searchParams.get("key")!;

it("shows that text and nothing else, to be kept and framed by nobody", async () => {
  const { told } = await seen(key());

  expect(told.status).toBe(200);
  const headers = Object.fromEntries(told.headers);
  expect(headers).toMatchObject({
    "cache-control": "no-store",
    "content-type": "text/html; charset=utf-8",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
  });
  expect(headers["content-security-policy"]).toMatch(/script-src 'none'/);
  expect(headers["content-security-policy"]).toMatch(/frame-ancestors 'none'/);
  expect(headers).not.toHaveProperty("set-cookie");
  expect(told.text).not.toMatch(/<script|<a |<img|<form|href=|src=|https?:/i);
  const { facts } = await must(
    installed.admin.get<WhyNotPaid>(`${pathOf(installed, contract)}/invoices/${first}/why`),
  );
  expect(told.text.match(/<li>/g)).toHaveLength(facts.length);
  const { invoices } = await viewOf(installed, contract);
  const other = invoices.find(({ id }) => id === second)!;
  expect(told.text).not.toContain(`Invoice ${other.number}`);
  expect(told.text).not.toContain(installed.companyId);
  expect(told.text).not.toContain(first);
});

it("gives strangers one answer, after one time, for whatever is wrong", async () => {
  const mine = key();
  const forged = createSeal([{ id: "stranger", key: Buffer.alloc(32, 7) }]);
  const flipped = mine.slice(0, -3) + (mine.at(-3) === "A" ? "B" : "A") + mine.slice(-2);
  const of = { companyId: installed.companyId, recordId: "1" };
  const wrong = [
    undefined,
    "",
    "x",
    "v2.test.x",
    "../../etc/passwd",
    "\u0000",
    mine.slice(0, -1),
    `${mine}A`,
    flipped,
    makeLink(forged, of).key,
    mine.split(".").toReversed().join("."),
    "v2.".repeat(4_000),
  ];
  const answers = [];
  for (const one of wrong) answers.push(await seen(one));

  expect(answers[0]!.told).toMatchObject({ status: 404 });
  for (const { told, ms } of answers) {
    expect(told).toEqual(answers[0]!.told);
    expect(ms).toBeGreaterThan(240);
  }
});

it("gives the same to one that was right, once its time is over", async () => {
  const { told: wrong } = await seen("x");
  const realNow = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: realNow + 14 * 24 * 3_600_000 + 60_000 });
  onTestFinished(() => void vi.useRealTimers());

  const { told, ms } = await seen(key());
  vi.useRealTimers();

  expect(told).toEqual(wrong);
  expect(ms).toBeGreaterThan(240);
  expect((await seen(key())).told.status).toBe(200);
});

it("opens one invoice with one address, and no door of the API", async () => {
  const other = new URL((await share(second)).url).searchParams.get("key")!;
  const [one, two] = [await seen(key()), await seen(other)];

  expect(one.told.text).not.toEqual(two.told.text);
  for (const authorization of [`Bearer ${key()}`, key()]) {
    const answer = await fetch(`${world.appUrl}/api/v1/companies`, { headers: { authorization } });
    expect(answer.status).toBe(401);
  }
  for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
    expect((await seen(key(), method)).told.status).toBe(404);
  }
});

it("changes nothing by being looked at, and leaves its key in no log", async () => {
  await atRest(world);
  const before = await standing(world);
  const heard = world.procore.tap.heard.length;
  lines.splice(0);

  await seen(key());
  await seen(`${key()}A`);

  expect(await standing(world)).toEqual(before);
  expect(world.procore.tap.heard.slice(heard)).toEqual([]);
  expect(lines.join("")).toContain('"path":"/invoice"');
  expect(lines.join("")).not.toContain(key().slice(-20));
});

it("closes with an uninstall, for good", async () => {
  const { told: wrong } = await seen("x");
  await must(installed.admin.send("DELETE", `/companies/${installed.companyId}/installation`));
  await atRest(world);
  expect((await seen(key())).told).toEqual(wrong);

  await install(world, { automaticSync: false });
  await atRest(world);

  expect((await seen(key())).told).toEqual(wrong);
});

/** Until it is too often; resolves with what came. */
async function askOften(of: string): Promise<Set<number>> {
  const statuses = new Set<number>();
  for (let count = 0; count < 70 && !statuses.has(429); count += 1) {
    const { status, body } = await fetch(`${world.appUrl}/invoice?key=${of}`);
    await body?.cancel();
    statuses.add(status);
  }
  return statuses;
}

it("counts the guesses of an address, and each right address by itself", async () => {
  const { companyId } = installed;
  const { key: other } = makeLink(world.parts.seal, { companyId, recordId: "1" });

  expect(await askOften("x")).toContain(429);
  // An office has one address with whoever guesses there.
  expect((await seen(key())).told.status).not.toBe(429);
  expect(await askOften(key())).toContain(429);
  expect((await seen(other)).told.status).not.toBe(429);
});
