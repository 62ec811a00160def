import { createPrivateKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { challengeOf } from "../../server/install/challenge.ts";
import { soon } from "../world/at-rest.ts";
import { countCalls } from "../world/books.ts";
import { connectionTo } from "../world/install.ts";
import { type Caller, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { standing } from "./standing.ts";

const { world, installed } = useWorld();

const at = (door: string) => `/companies/${installed.companyId}${door}`;

/** Sets out to sign in and comes back with a code that Procore never gave. */
async function forgedCallback(from: string, code: string): Promise<number> {
  const headers = { "x-forwarded-for": from };
  const challenge = challengeOf("a-verifier");
  const begun = await fetch(`${world.appUrl}/auth/procore?return=panel&challenge=${challenge}`, {
    redirect: "manual",
    headers,
  });
  const cookie = begun.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const state = new URL(begun.headers.get("location") ?? world.appUrl).searchParams.get("state");
  const back = await fetch(`${world.appUrl}/auth/procore/callback?code=${code}&state=${state}`, {
    redirect: "manual",
    headers: { ...headers, cookie },
  });
  return back.status;
}

it("asks Procore about no more than sixty made-up codes a minute of one address", async () => {
  const asked = () => countCalls(world.procore, "POST", /oauth\/token$/, 400);
  const before = asked();

  const statuses: number[] = [];
  for (let count = 0; count < 70; count += 1) {
    statuses.push(await forgedCallback("203.0.113.50", `made-up-${count}`));
  }

  expect(asked() - before).toBe(60);
  expect(new Set(statuses.slice(0, 60))).toEqual(new Set([303]));
  expect(new Set(statuses.slice(60))).toEqual(new Set([429]));
  expect(await forgedCallback("203.0.113.51", "another-address")).toBe(303);
});

it("keeps twenty sessions of one person: the oldest end, and nobody else's", async () => {
  const other = await signIn(world, "accounting");
  const sessions: Caller[] = [];
  for (let count = 0; count < 22; count += 1) sessions.push(await signIn(world, "superintendent"));

  const statuses = await Promise.all(
    sessions.map(async (one) => (await one.get("/session")).status),
  );

  expect(statuses).toEqual([401, 401, ...Array.from({ length: 20 }, () => 200)]);
  expect((await other.get("/session")).status).toBe(200);
});

it("opens thirty live streams of one person, and the next one once another has ended", async () => {
  const [person, other] = [await signIn(world, "accounting"), await signIn(world, "admin")];
  const open: AbortController[] = [];
  onTestFinished(() => open.forEach((one) => one.abort()));
  const listen = async ({ token }: Caller, method = "GET") => {
    const hangUp = new AbortController();
    open.push(hangUp);
    const { status } = await fetch(`${world.appUrl}/api/v1${at("/live")}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: hangUp.signal,
    });
    return status;
  };

  const statuses = await Promise.all(Array.from({ length: 40 }, () => listen(person)));

  expect(statuses.toSorted()).toEqual([
    ...Array.from({ length: 30 }, () => 200),
    ...Array.from({ length: 10 }, () => 429),
  ]);
  expect(await listen(person, "HEAD")).toBe(429);
  expect(await listen(other)).toBe(200);
  open[statuses.indexOf(200)]!.abort();
  await expect.poll(() => listen(person), soon).toBe(200);
});

/** Of this length, and no key: what counts is how long one would take to sign with it. */
function madeUpKey(bits: number): string {
  const odd = (size: number) => {
    const bytes = randomBytes(size / 8);
    bytes[0]! |= 0xc0;
    bytes[bytes.length - 1]! |= 1;
    return BigInt(`0x${bytes.toString("hex")}`);
  };
  const asText = (value: bigint) => {
    const hex = value.toString(16);
    return Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex").toString(
      "base64url",
    );
  };
  const [p, q, d] = [odd(bits / 2), odd(bits / 2), odd(bits - 8)];
  const parts = { n: p * q, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: 3n };
  const key = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, asText(part)]));
  return createPrivateKey({ key: { kty: "RSA", e: "AQAB", ...key }, format: "jwk" })
    .export({ type: "pkcs8", format: "pem" })
    .toString()
    .trim();
}

it.each([
  ["too long to sign with in good time", () => madeUpKey(16_384), "16384 bits and may have 4096"],
  [
    "too short for NetSuite",
    () => {
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1_024 });
      return privateKey.export({ type: "pkcs8", format: "pem" }).toString().trim();
    },
    "1024 bits and needs 3072 or more",
  ],
])("signs nothing with a key that is %s", async (_what, key, words) => {
  const tokens = () => countCalls(world.netsuite, "POST", /oauth2\/v1\/token$/);
  const before = tokens();
  const typed = connectionTo(world.netsuite, { privateKey: key() });

  const began = performance.now();
  const answer = await installed.admin.send("POST", at("/connection/test"), typed);

  expect(answer).toMatchObject({
    status: 200,
    body: { ok: false, message: expect.stringContaining(words) as string },
  });
  expect(performance.now() - began).toBeLessThan(1_500);
  expect(tokens()).toBe(before);
});

it("reads no more than 32 MB of an answer without end", async () => {
  let sent = 0;
  const spaces = new Uint8Array(1024 * 1024).fill(32);
  onTestFinished(
    world.netsuite.tap.listen(({ path }) => {
      if (!path.includes("serverTime")) return undefined;
      const pull = (stream: ReadableStreamDefaultController) => {
        sent += 1;
        stream.enqueue(spaces);
      };
      return new Response(new ReadableStream({ pull }), {
        headers: { "content-type": "application/json" },
      });
    }),
  );

  const answer = await installed.admin.send(
    "POST",
    at("/connection/test"),
    connectionTo(world.netsuite),
  );

  expect(answer).toMatchObject({ status: 200, body: { ok: false, isReached: false } });
  const tries = countCalls(world.netsuite, "GET", /serverTime$/);
  expect(sent / tries).toBeLessThan(64);
});

it.each([
  ["a long body", () => Buffer.from(JSON.stringify({ note: "x".repeat(300_000) })), "identity"],
  ["a bomb", () => gzipSync(Buffer.alloc(50_000_000, " ")), "gzip"],
])("reads no %s of a person", async (_what, body, encoding) => {
  const before = await standing(world);

  const { status } = await fetch(`${world.appUrl}/api/v1${at("/settings")}`, {
    method: "PUT",
    headers: {
      authorization: `Bearer ${installed.admin.token}`,
      "content-type": "application/json",
      "content-encoding": encoding,
    },
    body: new Uint8Array(body()),
  });

  expect(status).toBe(413);
  expect(await standing(world)).toEqual(before);
});

it.each(["<script>alert(1)</script>", "x".repeat(300), "203.0.113.5 or 1=1", "999.0.0.1"])(
  "keeps no address in the audit log that is none: %s",
  async (forwarded) => {
    const { status } = await fetch(`${world.appUrl}/api/v1${at("/payments/sync")}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${installed.admin.token}`,
        "x-forwarded-for": forwarded,
      },
    });

    expect(status).toBe(202);
    const [entry] = await world.database.admin("audit_log").orderBy("sequence", "desc").limit(1);
    expect(entry).toMatchObject({
      action: "payments_requested",
      address: expect.stringMatching(/127\.0\.0\.1$/) as string,
    });
  },
);
