import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Installation } from "../../../server/api/contract.ts";
import { install, type Installed, must } from "../../world/install.ts";
import { openWorld, type World } from "../../world/open-world.ts";

let world: World;
let ours: Installed;

beforeAll(async () => {
  world = await openWorld({ works: false });
  ours = await install(world);
});
afterAll(() => world.close());

const at = (door: string) => `/companies/${ours.companyId}${door}`;

async function listening(): Promise<{ server: Server; port: number; visits: () => number }> {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port, visits: () => visits };
}

it("calls no address that an account ID smuggles in", async () => {
  const { server, port, visits } = await listening();

  for (const accountId of [
    `127.0.0.1:${port}/x?`,
    `127.0.0.1:${port}#`,
    `user@127.0.0.1:${port}/?`,
    "evil.example/",
  ]) {
    const answer = await ours.admin.send("POST", at("/connection/test"), {
      ...world.netsuite.credentials,
      accountId,
      baseUrl: "",
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("account ID") },
    });
    expect(
      await ours.admin.send("PUT", at("/connection"), {
        ...world.netsuite.credentials,
        accountId,
        baseUrl: "",
      }),
    ).toMatchObject({ status: 400 });
  }

  server.close();
  expect(visits()).toBe(0);
});

it("refuses an account URL with a user, a password or a port", async () => {
  for (const host of [
    "1234567.suitetalk.api.netsuite.com:8443",
    "user@1234567.suitetalk.api.netsuite.com",
    "user:secret@1234567.suitetalk.api.netsuite.com",
  ]) {
    const answer = await ours.admin.send("POST", at("/connection/test"), {
      ...world.netsuite.credentials,
      baseUrl: `https://${host}`,
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("NetSuite") },
    });
  }
});

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

it.each([
  ["subsidiaryId", "subsidiary"],
  ["itemId", "item"],
] as const)(
  "refuses a %s that is none of the connection's choices, and saves nothing",
  async (field, noun) => {
    const { settings } = await must(ours.admin.get<Installation>(at("/installation")));

    const answer = await ours.admin.send("PUT", at("/settings"), {
      ...settings,
      automaticSync: !settings.automaticSync,
      [field]: "99999",
    });

    expect(answer).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(new RegExp(`${noun} 99999`)) },
    });
    expect((await must(ours.admin.get<Installation>(at("/installation")))).settings).toEqual(
      settings,
    );
  },
);

it("takes settings with nothing chosen", async () => {
  const { settings } = await must(ours.admin.get<Installation>(at("/installation")));

  expect(
    await ours.admin.send("PUT", at("/settings"), {
      ...settings,
      subsidiaryId: null,
      itemId: null,
    }),
  ).toMatchObject({ status: 200, body: { settings: { subsidiaryId: null, itemId: null } } });
});
