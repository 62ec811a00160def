import { Writable } from "node:stream";
import express from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createApp, redirectUri } from "../../../server/app.ts";
import { readConfig } from "../../../server/config.ts";
import { createLive } from "../../../server/http/live.ts";
import { createLog } from "../../../server/log.ts";
import { procoreOAuth } from "../../../server/procore/oauth.ts";
import { openWorld, type World } from "../../world/open-world.ts";
import { signIn } from "../../world/sign-in.ts";
import { serve } from "./serve.ts";

let world: World;

beforeAll(async () => {
  world = await openWorld({ works: false });
});
afterAll(() => world.close());

/** Served as main.ts does: inside an outer app that knows nothing of proxies. */
async function served(TRUST_PROXY: string, destination?: Writable) {
  const log = destination ? createLog("warn", destination) : createLog("silent");
  const config = readConfig({ ...world.env, TRUST_PROXY });
  const live = createLive({ session: world.session, log });
  const oauth = procoreOAuth({ ...config.procore, redirectUri: redirectUri(config) });
  const { url, close } = await serve(
    express().use(createApp({ ...world.parts, config, live, log, oauth })),
  );
  const knock = async (forwardedFor: string) => {
    const headers = { "content-type": "application/json", "x-forwarded-for": forwardedFor };
    return (await fetch(`${url}/api/v1/session`, { method: "POST", headers, body: "{}" })).status;
  };
  return { url, knock, close };
}

async function knockUntilRefused(
  knock: (from: string) => Promise<number>,
  from: string,
): Promise<number> {
  for (let count = 1; count <= 100; count += 1) if ((await knock(from)) === 429) return count;
  throw new Error("never refused");
}

it.each(["loopback", "1", "127.0.0.0/8"])(
  "limits people behind a trusted proxy (%s) each by their own address",
  async (TRUST_PROXY) => {
    const { knock, close } = await served(TRUST_PROXY);

    expect(await knockUntilRefused(knock, "203.0.113.5")).toBe(61);
    expect(await knock("203.0.113.6")).toBe(400);
    await close();
  },
);

it.each(["0", "10.0.0.0/8"])(
  "believes no X-Forwarded-For of a peer that is not trusted (%s)",
  async (TRUST_PROXY) => {
    const { knock, close } = await served(TRUST_PROXY);

    expect(await knockUntilRefused(knock, "203.0.113.5")).toBe(61);
    expect(await knock("203.0.113.6")).toBe(429);
    await close();
  },
);

it("asks no more for the sessions of an address that brings three hundred wrong ones, and takes every delivery of it", async () => {
  const { url, close } = await served("loopback");
  const headers = {
    authorization: "Bearer a-token-that-we-never-made",
    "x-forwarded-for": "203.0.113.5",
  };
  const ask = async (method: string, path: string) =>
    (await fetch(url + path, { method, headers })).status;
  const many = (method: string, path: string) =>
    Promise.all(Array.from({ length: 100 }, () => ask(method, path)));

  const first = [
    ...(await many("GET", "/api/v1/session")),
    ...(await many("DELETE", "/api/v1/session")),
    ...(await many("GET", "/api/v1/companies")),
  ];
  expect(new Set(first)).toEqual(new Set([401]));

  expect([
    await ask("GET", "/api/v1/session"),
    await ask("DELETE", "/api/v1/session"),
    await ask("GET", "/api/v1/companies"),
  ]).toEqual([429, 429, 429]);
  expect(await ask("POST", "/webhooks/procore")).toBe(204);
  await close();
});

it("lets in who is signed in at an address that brings three hundred wrong sessions", async () => {
  const { url, close } = await served("loopback");
  const { token } = await signIn(world, "admin");
  const ask = async (authorization: string) => {
    const headers = { authorization, "x-forwarded-for": "203.0.113.7" };
    return (await fetch(`${url}/api/v1/companies`, { headers })).status;
  };
  expect(await ask(`Bearer ${token}`)).toBe(200);
  for (let count = 0; count < 3; count += 1) {
    const wrong = Array.from({ length: 101 }, () => ask("Bearer a-token-that-we-never-made"));
    await Promise.all(wrong);
  }

  expect(await ask("Bearer a-token-that-we-never-made")).toBe(429);
  expect(await ask(`Bearer ${token}`)).toBe(200);
  await close();
});

it("counts no sign-in that goes well", async () => {
  const { url, close } = await served("loopback");
  const statuses = new Set<number>();
  for (let count = 0; count < 80; count += 1) {
    const path = `${url}/auth/procore?return=panel&challenge=${"a".repeat(43)}`;
    const headers = { "x-forwarded-for": "203.0.113.8" };
    statuses.add((await fetch(path, { redirect: "manual", headers })).status);
  }
  expect([...statuses]).toEqual([302]);
  await close();
});

it("warns at once, and once, of a proxy that is not trusted", async () => {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()),
  });
  const { knock, close } = await served("10.0.0.0/8", destination);
  await knock("203.0.113.5");
  await knock("203.0.113.6");
  await close();

  expect(lines.filter((line) => line.includes("TRUST_PROXY"))).toHaveLength(1);
});
