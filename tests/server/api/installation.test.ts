import { type AddressInfo, createServer, type Server } from "node:net";
import { expect, it } from "vitest";
import type { Installation } from "../../../server/api/contract.ts";
import { connectionTo, must } from "../../world/install.ts";
import { type Caller, signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed: ours } = useWorld({ works: false });

const at = (door: string) => `/companies/${ours.companyId}${door}`;

async function listening(): Promise<{ server: Server; port: number; visits(): number }> {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port, visits: () => visits };
}

const chosen = async () =>
  (await must(ours.admin.get<Installation>(at("/installation")))).projects
    .filter(({ isChosen }) => isChosen)
    .map(({ id }) => id)
    .toSorted();

it("refuses projects that the company does not have, names them, and leaves the choice as it was", async () => {
  const before = await chosen();
  expect(before).toHaveLength(2);

  for (const projectIds of [["999"], [before[0], "999", "1000"]]) {
    const answer = await ours.admin.send("PUT", at("/installation/projects"), { projectIds });
    expect(answer).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("999") },
    });
    expect(JSON.stringify(answer.body)).not.toContain(before[0]);
  }

  expect(await chosen()).toEqual(before);
});

it("tells everybody where support is", async () => {
  const stranger = await signIn(world, "superintendent");

  for (const person of [ours.admin, stranger]) {
    expect(await must(person.get<Installation>(at("/installation")))).toMatchObject({
      supportUrl: world.env.SUPPORT_URL,
    });
  }
});

const costTypes = () =>
  [...world.procore.system.live().lineItemTypes.values()].filter(
    ({ companyId }) => companyId === ours.companyId,
  );
const settingsNow = async () =>
  (await must(ours.admin.get<Installation>(at("/installation")))).settings;
const save = (changes: unknown) =>
  ours.admin.send<Installation & { message: string }>("PUT", at("/settings"), changes);

it.each([
  ["subsidiaryId", "99999", "default subsidiary 99999"],
  ["itemId", "99999", "default item 99999"],
  ["itemIdsByCostType", "99999", "item of a cost type 99999"],
])(
  "refuses a %s that is none of the connection's choices, and saves nothing",
  async (field, choice, words) => {
    const before = await settingsNow();
    const [costType] = costTypes();
    const value = field === "itemIdsByCostType" ? { [costType!.id]: choice } : choice;

    const answer = await save({ automaticSync: !before.automaticSync, own: { [field]: value } });

    expect(answer).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(words) },
    });
    expect(await settingsNow()).toEqual(before);
  },
);

it("takes settings with nothing chosen, one by one", async () => {
  const { own } = await settingsNow();

  expect(await save({ own: { subsidiaryId: null } })).toMatchObject({
    status: 200,
    body: { settings: { own: { ...own, subsidiaryId: null } } },
  });
  expect(await save({ own: { itemId: null } })).toMatchObject({
    status: 200,
    body: { settings: { own: { subsidiaryId: null, itemId: null } } },
  });
});

it("refuses fields that nothing describes, and says which", async () => {
  const before = await settingsNow();
  const { credentials, system } = connectionTo(world.netsuite);

  for (const [answer, word] of [
    [await save({ subsidiaryId: null }), "subsidiaryId"],
    [await save({ own: { companyDatabase: "x" } }), "companyDatabase"],
    [await save({ resourceTypes: { timecards: true } }), "commitment, requisition, payment"],
    [
      await ours.admin.send("POST", at("/connection/test"), {
        system,
        credentials: { ...credentials, password: "x" },
      }),
      "password",
    ],
    [
      await ours.admin.send("POST", at("/connection/test"), { system: "quickbooks", credentials }),
      "system",
    ],
  ] as const) {
    expect(answer).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(word) },
    });
  }
  expect(await settingsNow()).toEqual(before);
});

it("gives no secret back, and takes an empty one for the stored one", async () => {
  const { credentials } = connectionTo(world.netsuite);
  const typed = connectionTo(world.netsuite, { privateKey: "" });

  const tested = await ours.admin.send("POST", at("/connection/test"), typed);
  const saved = await must(ours.admin.send<Installation>("PUT", at("/connection"), typed));

  const { privateKey, ...shown } = credentials;
  expect(tested).toMatchObject({ status: 200, body: { ok: true, isReached: true } });
  expect(saved.connection).toMatchObject({ system: "netsuite", shown });
  expect(JSON.stringify(saved)).not.toContain(privateKey!.slice(60, 100));
  expect(saved.connection?.shown).not.toHaveProperty("privateKey");
});

it("tells silence, and a stranger's answer, from a refusal", async () => {
  const { server, port } = await listening();
  const test = (changes: Record<string, string>) =>
    ours.admin.send("POST", at("/connection/test"), connectionTo(world.netsuite, changes));

  const silent = await test({ baseUrl: `http://127.0.0.1:${port}` });
  const refused = await test({ certificateId: "not-this-one" });

  server.close();
  expect(silent).toMatchObject({ status: 200, body: { ok: false, isReached: false } });
  expect(refused).toMatchObject({ status: 200, body: { ok: false, isReached: true } });
});

it("connects nothing before the set-up was begun, and nothing after an uninstall", async () => {
  const british = await signIn(world, "stranger");
  const { companies } = world.procore.system.live();
  const theirs = [...companies.values()].find(({ id }) => id !== ours.companyId)!;
  const put = (caller: Caller, companyId: string) =>
    caller.send("PUT", `/companies/${companyId}/connection`, connectionTo(world.netsuite));
  const early = {
    status: 409,
    body: { message: expect.stringContaining("Begin the set-up") as string },
  };

  await world.procore.system.act({ do: "install_app", companyId: theirs.id });
  expect(await put(british, theirs.id)).toMatchObject(early);

  expect((await ours.admin.send("DELETE", at("/installation"))).status).toBe(204);
  expect(await put(ours.admin, ours.companyId)).toMatchObject(early);
  await must(ours.admin.send("POST", at("/installation")));
  expect(await put(ours.admin, ours.companyId)).toMatchObject({ status: 200 });
});

it("refuses what it does not know instead of leaving it out", async () => {
  const projectIds = [ours.projects[0]!.id];
  for (const [path, body] of [
    ["/settings", { automaticSync: false, autoSync: true }],
    ["/settings", { own: { noSuchSetting: "1" } }],
    ["/installation/projects", { projectIds, add: true }],
  ] as const) {
    expect(await ours.admin.send("PUT", at(path), body)).toMatchObject({ status: 400 });
  }
});
