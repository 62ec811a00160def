import { afterEach, beforeEach, expect, it } from "vitest";
import { newWebhookSecret } from "../../../server/install/webhook-secret.ts";
import { setCompanyStatus } from "../../../server/store/companies.ts";
import { sent, sum } from "../../statements.ts";
import { COMPANY, openRig, type Rig, SECRET, v3 } from "./rig.ts";

const OTHER = 562949953421399;

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

/** Two companies: the sender's stands first, and JSON takes the last one. */
const twice = () => JSON.stringify(v3()).replace(/}$/, `,"company_id":${OTHER}}`);
const asides = () => rig.admin("set_aside_deliveries");

it("drops a delivery without a secret: anyone may aim a hook of Procore's at us", async () => {
  const answer = await rig.deliver(v3(), {});

  expect(answer.status).toBe(204);
  expect(await rig.kept()).toEqual([]);
  expect(rig.outcomes).toEqual(["dropped"]);
});

it.each([
  ["a wrong secret", v3(), "Bearer of-someone-else"],
  ["a secret that only begins right", v3(), `${SECRET}x`],
  ["one company's secret on another company's delivery", v3({ company_id: OTHER }), SECRET],
  ["one company's secret on a body that names another one last", twice(), SECRET],
  ["an unknown company", v3({ company_id: 31415 }), SECRET],
])("drops %s, and stores nothing", async (_case, payload, authorization) => {
  const answer = await rig.deliver(payload, { authorization });

  expect(answer.status).toBe(204);
  expect(await rig.kept()).toEqual([]);
  expect(await asides()).toEqual([]);
  expect(rig.outcomes).toEqual(["dropped"]);
});

it("has the hooks of a company looked at whose secret is wrong, once", async () => {
  for (let index = 0; index < 5; index += 1) {
    await rig.deliver(v3(), { authorization: `Bearer ${index}` });
  }

  expect(await rig.waiting("repair-hooks")).toEqual([{ companyId: COMPANY }]);
  expect(await rig.waiting("poll-changes")).toEqual([]);
});

it("samples what it logs of strangers", async () => {
  for (let index = 0; index < 20; index += 1) await rig.deliver(v3({ company_id: 31415 }));

  expect(rig.logged().match(/unknown_company/g)?.length ?? 0).toBeLessThan(2);
});

it.each([
  ["JSON null", "null"],
  ["nothing", ""],
  ["no company", JSON.stringify(v3({ company_id: null }))],
])("drops %s, which nobody could prove to be genuine", async (_case, body) => {
  const answer = await rig.deliver(body);

  expect(answer.status).toBe(204);
  expect(rig.outcomes).toEqual(["dropped"]);
});

/** As many as one address may bring before it is suspected. */
async function bringForged(): Promise<void> {
  for (let index = 0; index < 1_001; index += 50) {
    const many = Array.from({ length: 50 }, () => rig.deliver(v3(), { authorization: "forged" }));
    for (const { status } of await Promise.all(many)) expect(status).toBe(204);
  }
}

it("lets the genuine in from an address that brought much that was not", async () => {
  await bringForged();

  expect((await rig.deliver(v3())).status).toBe(204);
  const webhookSecret = rig.seal.seal("Bearer renewed", "companies.webhook_secret", COMPANY);
  await rig
    .admin("companies")
    .where({ company_id: COMPANY })
    .update({ webhook_secret: webhookSecret });
  expect((await rig.deliver(v3(), { authorization: "Bearer renewed" })).status).toBe(204);
  expect(await rig.kept()).toHaveLength(2);
});

it("looks once for all that such an address brings in a moment, whatever companies it makes up", async () => {
  await bringForged();
  const before = sum(sent);

  const made = Array.from({ length: 500 }, (_, at) => rig.deliver(v3({ company_id: 31_415 + at })));
  const statuses = (await Promise.all(made)).map(({ status }) => status);

  expect(new Set(statuses)).toEqual(new Set([204]));
  expect(sum(sent) - before).toBeLessThan(50);
});

const { company_id: last, ...rest } = v3({ padding: "x".repeat(20_000) });
it.each([
  ["names its company after 16 kB", JSON.stringify({ ...rest, company_id: last })],
  ["names no company", "{}"],
  ["is UTF-16", Buffer.from(JSON.stringify(v3()), "utf16le").toString("latin1")],
])("sets aside what %s, whose secret says whose it is", async (_what, body) => {
  const webhookSecret = newWebhookSecret(rig.seal, COMPANY);
  await rig.admin("companies").update({ webhook_secret: webhookSecret });
  const authorization = rig.seal.open(webhookSecret, "companies.webhook_secret", COMPANY);

  expect((await rig.deliver(body, { authorization })).status).toBe(204);

  expect(rig.outcomes).toEqual(["set_aside"]);
  expect(await asides()).toMatchObject([{ company_id: COMPANY }]);
  expect(await rig.waiting("poll-changes")).toMatchObject([{ companyId: COMPANY }]);
});

it("answers a company that has left, and changes much, as it answers everybody", async () => {
  await setCompanyStatus(rig.admin, COMPANY, "uninstalled");

  const statuses = new Set<number>();
  for (let index = 0; index < 1_050; index += 50) {
    const many = Array.from({ length: 50 }, () => rig.deliver(v3()));
    for (const { status } of await Promise.all(many)) statuses.add(status);
  }

  expect([...statuses]).toEqual([204]);
});

it("answers where a secret cannot be opened, and polls", async () => {
  await rig.admin("companies").update({ webhook_secret: "v2.gone.AAAA.AAAA" });

  expect((await rig.deliver(v3())).status).toBe(204);

  expect(rig.outcomes).toEqual(["dropped"]);
  expect(await rig.waiting("poll-changes")).toMatchObject([{ companyId: COMPANY }]);
});
