import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { createApp, redirectUri } from "../../server/app.ts";
import { readConfig } from "../../server/config.ts";
import { createLog } from "../../server/log.ts";
import { procoreOAuth } from "../../server/procore/oauth.ts";
import { type Served, serve } from "../server/http/serve.ts";
import { connectionTo } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { standing } from "./standing.ts";

const { world, installed } = useWorld({ works: false });

const log = createLog("silent");
let visits = 0;
/** What an attacker would have us call: something inside our own network. */
const inside = createServer((socket) => {
  visits += 1;
  socket.destroy();
});
let port: number;
/** The same app as where it runs for real: behind https, where no loopback is a sandbox. */
let real: Served;
beforeAll(async () => {
  await new Promise<void>((resolve) => inside.listen(0, resolve));
  ({ port } = inside.address() as AddressInfo);
  const config = readConfig(world.env);
  const oauth = procoreOAuth({ ...config.procore, redirectUri: redirectUri(config) });
  const parts = { ...world.parts, config, live: world.live, log, oauth, allowsLoopback: false };
  real = await serve(createApp(parts));
});
afterAll(async () => {
  inside.close();
  await real.close();
});

async function connect(changes: Record<string, string>) {
  const answers = [];
  for (const [method, door] of [
    ["POST", "/connection/test"],
    ["PUT", "/connection"],
  ] as const) {
    const response = await fetch(`${real.url}/api/v1/companies/${installed.companyId}${door}`, {
      method,
      headers: {
        authorization: `Bearer ${installed.admin.token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(connectionTo(world.netsuite, changes)),
    });
    answers.push({ status: response.status, body: await response.text() });
  }
  return answers;
}

/** Both doors refuse it as no address, nobody was called, and nothing was written. */
async function callsNobody(changes: Record<string, string>): Promise<void> {
  const before = await standing(world);
  for (const { status, body } of await connect(changes)) {
    expect([changes, status]).toEqual([changes, 400]);
    expect(body).toMatch(/account (URL|ID)/i);
  }
  expect(visits).toBe(0);
  expect(await standing(world)).toEqual(before);
}

it.each([
  "http://169.254.169.254/latest/meta-data/",
  "http://[fd00:ec2::254]/",
  "http://metadata.google.internal/",
  "https://10.0.0.7",
  "https://suitetalk.api.netsuite.com",
  "https://suitetalk.api.netsuite.com.evil.example",
  "https://1234567.suitetalk.api.netsuite.com.evil.example",
  "https://1234567.suitetalk.api.netsuite.com@evil.example",
  "https://evil.example\\.suitetalk.api.netsuite.com",
  "https://evil.example/.suitetalk.api.netsuite.com",
  "https://evil.example#.suitetalk.api.netsuite.com",
  "https://evil.example?.suitetalk.api.netsuite.com",
  "https://a.b.suitetalk.api.netsuite.com",
  "https://1234567.suitetalk.api.netsuite.com.",
  "https://1234567.suitetalk.api.netsuite.com:8443",
  "https://user@1234567.suitetalk.api.netsuite.com",
  "https://user:secret@1234567.suitetalk.api.netsuite.com",
  "http://1234567.suitetalk.api.netsuite.com",
  "ftp://localhost",
  "file:///etc/passwd",
  "gopher://localhost",
  "javascript:alert(1)",
])("calls nobody at the account URL %s", (baseUrl) => callsNobody({ baseUrl }));

it("calls nobody on its own machine, however that is written", async () => {
  for (const host of [
    "localhost",
    "localhost.",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "①②⑦.0.0.1",
    "%6c%6fcalhost",
    "LOCALHOST",
  ]) {
    await callsNobody({ baseUrl: `http://${host}:${port}` });
    await callsNobody({ baseUrl: `https://${host}:${port}` });
  }
});

it("calls no address that an account ID smuggles in", async () => {
  for (const accountId of [
    `127.0.0.1:${port}/x?`,
    `127.0.0.1:${port}#`,
    `user@127.0.0.1:${port}/?`,
    "evil.example/",
    "evil.example\\",
    "1234567_SB1_X",
    "1234567.evil",
    "../1234567",
    "１２３",
  ]) {
    await callsNobody({ accountId, baseUrl: "" });
  }
});

it("follows no answer to another address", async () => {
  onTestFinished(
    world.netsuite.tap.listen(({ path }) =>
      path.endsWith("/token") || path.includes("serverTime")
        ? new Response(null, { status: 307, headers: { location: `http://127.0.0.1:${port}/` } })
        : undefined,
    ),
  );

  const answer = await installed.admin.send(
    "POST",
    `/companies/${installed.companyId}/connection/test`,
    connectionTo(world.netsuite),
  );

  expect(answer).toMatchObject({ status: 200, body: { ok: false, isReached: false } });
  expect(visits).toBe(0);
});
