import express, { type RequestHandler } from "express";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { errors } from "../../../server/http/errors.ts";
import { apiLimit, anonymousLimit } from "../../../server/http/limits.ts";
import { hasSession, requireSession } from "../../../server/http/session.ts";
import { saveSession } from "../../../server/store/sessions.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { type Served, serve } from "./serve.ts";

const PEOPLE = {
  "5": ["pat-in-one-window-xxxxxx", "pat-in-another-window-xx"],
  "6": ["kim-in-one-window-xxxxxx"],
};
let database: TestDatabase;
let served: Served;
/** Requests that came, and what they wait for before their session is read. */
let arrived = 0;
let held: Promise<void> | undefined;

beforeAll(async () => {
  database = await testDatabase();
  for (const [userId, tokens] of Object.entries(PEOPLE)) {
    for (const token of tokens) await begin(userId, token);
  }
});
beforeEach(async () => {
  held = undefined;
  const wait: RequestHandler = async (_request, _response, next) => {
    arrived += 1;
    await held;
    next();
  };
  const parts = { ...database, appUrl: "https://crosstie.example", sessionIdleMinutes: 60 };
  const app = express()
    .set("trust proxy", "loopback")
    .use(
      anonymousLimit({ hasSession: (request) => hasSession(parts, request), perMinute: 3 }),
      wait,
      requireSession(parts),
      apiLimit(5),
    );
  served = await serve(
    app
      .get("/", (_request, response) => void response.json({}))
      .use(errors({ log: pino({ level: "silent" }) })),
  );
});
afterEach(async () => {
  vi.useRealTimers();
  await served.close();
});
afterAll(() => database.drop());

const begin = (userId: string, token: string) =>
  saveSession(database.admin, token, {
    person: { userId, login: "", name: "" },
    lengthMinutes: 60,
    idleMinutes: 60,
    userAgent: "",
    address: "",
  });

const ask = (token: string, from = "203.0.113.5", signal?: AbortSignal) =>
  fetch(served.url, {
    headers: { authorization: `Bearer ${token}`, "x-forwarded-for": from },
    signal: signal ?? null,
  });
async function statuses(count: number, token: string, from?: string): Promise<number[]> {
  const answers: number[] = [];
  for (let asked = 0; asked < count; asked += 1) answers.push((await ask(token, from)).status);
  return answers;
}
const [one, another] = PEOPLE["5"] as [string, string];
const [kim] = PEOPLE["6"] as [string];
const STRANGER = "a-token-that-we-never-made";

it("limits each person, not each session nor each address", async () => {
  expect([...(await statuses(3, one)), ...(await statuses(3, another, "203.0.113.6"))]).toEqual([
    200, 200, 200, 200, 200, 429,
  ]);
  expect(await statuses(1, kim)).toEqual([200]);
  expect(await (await ask(one)).json()).toMatchObject({ code: "too_many_requests" });
});

it("reads no more sessions for an address that keeps bringing none, but for who was signed in, until a minute has passed", async () => {
  expect(await statuses(1, kim)).toEqual([200]);
  expect(await statuses(5, STRANGER)).toEqual([401, 401, 401, 429, 429]);
  expect(await statuses(1, kim)).toEqual([200]);
  expect(await statuses(1, STRANGER)).toEqual([429]);
  expect(await statuses(1, STRANGER, "203.0.113.6")).toEqual([401]);

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  expect(await statuses(1, STRANGER)).toEqual([401]);
});

it("lets in a session that this process has not met, from an address that keeps bringing none", async () => {
  expect(await statuses(4, STRANGER)).toEqual([401, 401, 401, 429]);

  const fresh = "kim-at-another-process-x";
  await begin("6", fresh);
  expect(await statuses(2, fresh)).toEqual([200, 200]);
  expect(await statuses(1, STRANGER)).toEqual([429]);
});

it("lets people sign in from such an address", async () => {
  expect(await statuses(4, STRANGER)).toEqual([401, 401, 401, 429]);

  const { status } = await fetch(`${served.url}/session`, {
    method: "POST",
    headers: { "x-forwarded-for": "203.0.113.5" },
  });
  expect(status).not.toBe(429);
});

it("counts nobody who is known, whatever becomes of the request", async () => {
  expect(await statuses(5, kim)).toEqual([200, 200, 200, 200, 200]);
  expect(await statuses(3, kim)).toEqual([429, 429, 429]);
  expect(await statuses(1, one)).toEqual([200]);
});

it("counts who hangs up before it is known who they are", async () => {
  held = new Promise(() => undefined);
  arrived = 0;
  const hangUp = new AbortController();
  const asking = [1, 2, 3].map(() => ask(STRANGER, undefined, hangUp.signal));
  await expect.poll(() => arrived).toBe(3);
  hangUp.abort();
  await Promise.allSettled(asking);
  held = undefined;

  await expect.poll(() => statuses(1, STRANGER)).toEqual([429]);
});
