import { expect, it, onTestFinished } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import { deliver } from "../bad-days/deliveries.ts";
import { poll, unreadOf } from "../bad-days/reading.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { connectionTo, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { aDelivery, secretOf } from "./genuine.ts";
import { standing } from "./standing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const contract = (title: string) =>
  createCommitment(world, installed, { vendor: "Acme Steel Erectors", title });
const asides = (): Promise<{ problem: string }[]> =>
  world.database.admin("set_aside_deliveries").orderBy("set_aside_at");

/** After what was tried, the next honest change of the same company comes through. */
async function goesOn(): Promise<void> {
  const honest = await contract(`Honest ${performance.now()}`);
  await atRest(world);
  expect(ordersOf(world, honest)).toHaveLength(1);
}

const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

it.each<[string, () => Record<string, unknown>]>([
  [
    "a time with three hundred digits",
    () => ({ timestamp: `2026-03-04T10:11:12.${"1".repeat(300)}Z` }),
  ],
  ["a time far out", () => ({ timestamp: "+275760-09-13T00:00:00.000Z" })],
  ["a day that no month has", () => ({ timestamp: "2026-02-30T10:11:12Z" })],
  ["an id of no digits of ours", () => ({ resource_id: "٤٢" })],
  ["a negative id", () => ({ resource_id: -1 })],
  ["an id with an exponent", () => ({ resource_id: JSON.rawJSON("1e131071") })],
  ["an id of twenty digits", () => ({ resource_id: "99999999999999999999" })],
  ["an object for an id", () => ({ resource_id: { toString: "1" } })],
  ["no name of a resource", () => ({ resource_name: "" })],
  ["a list for its name", () => ({ resource_name: ["Work Order Contracts"] })],
  ["lists within lists", () => ({ resource_id: JSON.rawJSON("1"), user_id: [[[[]]]] })],
])("takes a genuine delivery with %s off Procore's hands, once", async (_what, changed) => {
  const before = (await asides()).length;

  const answer = await deliver(world, aDelivery(installed, changed()), secretOf(world, installed));

  expect(answer.status).toBe(204);
  expect(await asides()).toHaveLength(before + 1);
  await goesOn();
});

it.each<[string, Record<string, unknown>]>([
  [
    "a NUL and half a character in every text",
    {
      ulid: "\0A\ud83d",
      event_type: "\0\ud83d",
      resource_name: "\ud83d\0",
      related_resources: [{ id: "\0", name: "\udc00" }],
    },
  ],
  [
    "names that objects have by birth",
    {
      resource_name: "__proto__",
      event_type: "constructor",
      related_resources: [{ id: "toString", name: "__proto__" }],
    },
  ],
  [
    "numbers that no database holds",
    { note: ["1e131071", "-1e999999", "1e-999999"].map((one) => JSON.rawJSON(one)) },
  ],
  ["a thousand lists in each other", { note: JSON.parse(deep(1_000)) as unknown }],
])("keeps a genuine delivery with %s, and stumbles over it nowhere", async (_what, changed) => {
  const answer = await deliver(world, aDelivery(installed, changed), secretOf(world, installed));

  expect(answer.status).toBe(204);
  await goesOn();
  expect(await world.database.admin("deliveries").whereNull("queued_at")).toEqual([]);
});

it("takes the last of two keys as JSON does, and still asks for that company's secret", async () => {
  const before = await standing(world);
  const other = [...world.procore.system.live().companies.values()].find(
    ({ id }) => id !== installed.companyId,
  )!;
  const own = aDelivery(installed);
  for (const body of [
    own.replace(/}$/, `,"company_id":${other.id}}`),
    own
      .replace('"company_id"', '"company\\u005fid":1,"company_id"')
      .replace(/}$/, `,"company\\u005fid":${other.id}}`),
    own.replace("{", `{"company_id":${other.id},`),
    own.replace(
      `"company_id":${installed.companyId}`,
      `"note":"\\"company_id\\":${installed.companyId}","company_id":${other.id}`,
    ),
  ]) {
    expect((await deliver(world, body, secretOf(world, installed))).status).toBe(204);
  }
  await atRest(world);
  const after = await standing(world);
  // The third is the company's own: JSON takes its id, which stands last.
  expect({ ...after, deliveries: "", jobs: "" }).toEqual({ ...before, deliveries: "", jobs: "" });
  expect(await world.database.admin("deliveries").where({ company_id: other.id })).toEqual([]);
});

/** In Procore's answers, the head of one contract says this instead. */
function poison({ id }: Commitment, changed: object): void {
  const within = (body: unknown): unknown => {
    if (Array.isArray(body)) return body.map(within);
    const isIt = body instanceof Object && "id" in body && String(body.id) === id;
    return isIt ? { ...body, ...changed } : body;
  };
  onTestFinished(
    world.procore.tap.listen(async ({ method, path }, request) => {
      const isAsked = method === "GET" && path.includes("_contracts");
      if (!isAsked || request.headers.has("x-own-question")) return undefined;
      const headers = { ...Object.fromEntries(request.headers), "x-own-question": "yes" };
      const answer = await fetch(request.url, { headers });
      if (!answer.ok) return undefined;
      const link = answer.headers.get("link");
      return new Response(JSON.stringify(within(await answer.json())), {
        headers: { "content-type": "application/json", ...(link && { link }) },
      });
    }),
  );
}

it.each([
  ["a NUL", "Steel\0works"],
  ["half a character", "Steel\ud83dworks"],
])("carries a title with %s, with a sign in its place", async (_what, title) => {
  const commitment = await contract(title);
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    commitment: { title: "Steel\ufffdworks" },
  });
});

it("connects an account whose names no database could hold", async () => {
  onTestFinished(
    world.netsuite.tap.listen(async ({ path }, request) => {
      const isAsked =
        path.endsWith("/suiteql") && (await request.clone().text()).includes("from item");
      if (!isAsked) return undefined;
      return Response.json({
        items: [{ id: "82", itemid: "\0Steel\ud83d", itemtype: "NonInvtPart" }],
      });
    }),
  );

  const connected = await must(
    installed.admin.send<Installation>(
      "PUT",
      `/companies/${installed.companyId}/connection`,
      connectionTo(world.netsuite),
    ),
  );

  expect(connected.connection?.choices.itemId).toEqual([{ id: "82", name: "\ufffdSteel\ufffd" }]);
});

it.each<[string, Record<string, unknown>]>([
  ["a sum that would fill the memory", { grand_total: "1e9999999" }],
  ["a sum that is too small to write", { grand_total: "1e-9999999" }],
  ["an endless sum", { grand_total: "Infinity" }],
  ["a sum that is none", { grand_total: "NaN" }],
  ["a sum in another notation", { grand_total: "0x10" }],
  ["a time that is none", { updated_at: "yesterday" }],
])(
  "reads no contract with %s, says so in Settings, and goes on with the others",
  async (_what, changed) => {
    const title = `Poisoned ${Object.values(changed)[0] as string}`;
    const commitment = await contract(title);
    await atRest(world);
    expect(ordersOf(world, { title })).toHaveLength(1);
    poison(commitment, { ...changed, title: "never to be shown" });

    const { id } = commitment;
    await world.procore.system.act({ do: "update_commitment", id, title: "Touched" });
    await atRest(world);
    await poll(world, installed);

    expect(await unreadOf(installed)).toMatchObject([
      { kind: "commitment", reason: expect.stringContaining("unexpected shape") as string },
    ]);
    const shown = await installed.admin.get(pathOf(installed, commitment));
    expect(JSON.stringify(shown)).not.toContain("never to be shown");
    expect(ordersOf(world, { title })).toHaveLength(1);
    await goesOn();
  },
);

it.each([
  ["a NUL", "\0"],
  ["half a character", "\ud83d"],
])(
  "refuses %s in whatever a person sends, wherever it stands, and changes nothing",
  async (_what, odd) => {
    await atRest(world);
    const before = await standing(world);
    const at = `/companies/${installed.companyId}`;
    const one = pathOf(installed, { id: "1", projectId: installed.projects[0]!.id });
    for (const [method, path, body] of [
      ["PUT", `${at}/settings`, { own: { itemIdsByCostType: { [odd]: null } } }],
      ["PUT", `${at}/settings`, { own: { subsidiaryId: odd } }],
      ["PUT", `${at}/settings`, { [odd]: true }],
      [
        "PUT",
        `${at}/connection`,
        connectionTo(world.netsuite, { baseUrl: `${world.netsuite.url}/${odd}` }),
      ],
      ["POST", `${at}/connection/test`, connectionTo(world.netsuite, { clientId: odd })],
      ["PUT", `${at}/installation/projects`, { projectIds: [odd] }],
      ["POST", `${one}/vendor`, { declined: [odd] }],
      ["POST", `${one}/vendor/link`, { id: odd }],
    ] as const) {
      const { status } = await installed.admin.send(method, path, body);
      expect([path, status]).toEqual([path, 400]);
    }
    expect(await standing(world)).toEqual(before);
  },
);

it("refuses names that objects have by birth, and lists within lists without end", async () => {
  await atRest(world);
  const before = await standing(world);
  const send = async (body: string) =>
    (
      await fetch(`${world.appUrl}/api/v1/companies/${installed.companyId}/settings`, {
        method: "PUT",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${installed.admin.token}`,
        },
        body,
      })
    ).status;
  for (const body of [
    '{"__proto__":{"automaticSync":true}}',
    '{"constructor":{"prototype":{"automaticSync":true}}}',
    '{"own":{"__proto__":{"itemId":"1"}}}',
    '{"own":{"itemIdsByCostType":{"__proto__":"1"}}}',
    '{"resourceTypes":{"__proto__":true}}',
    `{"own":${deep(100_000)}}`,
    `{"own":{"itemId":${deep(1_000)}}}`,
    '{"automaticSync":1e131071}',
    `{"own":{"itemId":"${"x".repeat(200_000)}"}}`,
  ]) {
    expect([body.slice(0, 50), await send(body)]).toEqual([body.slice(0, 50), 400]);
  }
  expect(({} as Record<string, unknown>).automaticSync).toBeUndefined();
  expect(await standing(world)).toEqual(before);
});
