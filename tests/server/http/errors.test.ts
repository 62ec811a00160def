import express, { json } from "express";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  CredentialsRefusedError,
  NotAllowedError,
  RateLimitedError,
  RemoteError,
} from "../../../server/errors.ts";
import { errors, notFound } from "../../../server/http/errors.ts";
import { requestLog } from "../../../server/http/request-log.ts";
import { type Served, serve } from "./serve.ts";

const lines: string[] = [];
const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
let served: Served;

beforeAll(async () => {
  const app = express().use(requestLog({ log }), json());
  app.get("/refused", () => {
    throw new NotAllowedError(
      "This needs Admin on the Commitments tool. A company admin can grant it.",
    );
  });
  app.get("/remote", () => {
    throw new RemoteError({
      system: "Procore",
      reason: "is down for maintenance",
      retryable: true,
    });
  });
  app.get("/remote/no", () => {
    throw new CredentialsRefusedError({
      system: "NetSuite",
      reason: "refused the sign-in",
      retryable: false,
    });
  });
  app.get("/slow-down", () => {
    throw new RateLimitedError({
      system: "Procore",
      reason: "too many calls",
      retryable: true,
      retryAt: new Date(Date.now() + 3_600_000),
    });
  });
  app.get("/broken", async () => {
    throw new Error("password=hunter2 at /srv/app/secret.ts");
  });
  app.get("/away", () => {
    throw Object.assign(new Error("terminating connection"), { code: "57P01" });
  });
  app.post("/echo", (_request, response) => void response.json({}));
  served = await serve(app.use(notFound(), errors({ log })));
});

beforeEach(() => {
  lines.length = 0;
});

afterAll(() => served.close());

it.each([
  [
    "/refused",
    403,
    {
      code: "not_allowed",
      message: "This needs Admin on the Commitments tool. A company admin can grant it.",
    },
  ],
  [
    "/remote",
    502,
    {
      code: "remote",
      message: "Procore: is down for maintenance",
      remote: { system: "Procore", isPassing: true },
    },
  ],
  [
    "/remote/no",
    502,
    {
      code: "credentials_refused",
      message: "NetSuite: refused the sign-in",
      remote: { system: "NetSuite", isPassing: false },
    },
  ],
  ["/nowhere", 404, { code: "not_found", message: "There is nothing at GET /nowhere." }],
])("turns what %s throws into a refusal", async (path, status, refusal) => {
  const answer = await fetch(served.url + path);

  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual({
    ...refusal,
    requestId: answer.headers.get("x-request-id"),
  });
});

it("answers a person with a page, in which an address is only text", async () => {
  const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
  const page = await fetch(`${served.url}/nowhere/%3Cimg%20src=x%20onerror=alert(1)%3E"<b>`, {
    headers: browser,
  });

  expect(page.status).toBe(404);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const html = await page.text();
  expect(html).toContain("There is nothing at GET /nowhere/");
  expect(html).toContain('href="/console"');
  expect(html).not.toMatch(/<img|<b>/);

  const call = await fetch(`${served.url}/api/v1/nowhere`, { headers: browser });
  expect(await call.json()).toMatchObject({ code: "not_found" });
});

it("tells nothing of what it did not foresee, but logs it under the request's id", async () => {
  const answer = await fetch(`${served.url}/broken`);

  const refusal = (await answer.json()) as { code: string; message: string; requestId: string };
  expect(answer.status).toBe(500);
  expect(refusal.code).toBe("internal");
  expect(refusal.message).not.toMatch(/hunter2|secret\.ts/);
  expect(lines.join("")).toContain("secret.ts");
  expect(lines.find((line) => line.includes("unexpectedly"))).toContain(refusal.requestId);
});

it("says that the database is away, which is no error to look into", async () => {
  const answer = await fetch(`${served.url}/away`);

  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    code: "database_away",
    message: "Crosstie's database does not answer just now. Try again in a moment.",
  });
  expect(lines.filter((line) => line.includes('"level":50'))).toEqual([]);
});

it("says when to come back after a rate limit", async () => {
  const answer = await fetch(`${served.url}/slow-down`);

  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(3_000);
  expect(await answer.json()).toMatchObject({ code: "rate_limited" });
});

it("refuses malformed JSON without repeating it", async () => {
  const answer = await fetch(`${served.url}/echo`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"token":"Tr0ub4dor',
  });

  expect(answer.status).toBe(400);
  expect(JSON.stringify(await answer.json())).not.toContain("Tr0ub4dor");
});

it("refuses a broken percent sign as a bad request", async () => {
  const answer = await fetch(`${served.url}/refused/%E0%A4%A`);

  expect([400, 404]).toContain(answer.status);
});

it("logs one line a request, without its query", async () => {
  await fetch(`${served.url}/refused?code=one-time-code`, {
    headers: { "x-request-id": "logged-once" },
  });

  const logged = () =>
    lines.filter(
      (line) => line.includes('"requestId":"logged-once"') && line.includes('"msg":"request"'),
    );
  await expect.poll(logged).toEqual([expect.stringContaining('"path":"/refused"')]);
  expect(lines.join("")).not.toContain("one-time-code");
});

it("keeps a request id that a proxy gave, unless it is odd", async () => {
  const kept = await fetch(`${served.url}/refused`, {
    headers: { "x-request-id": "from-the-proxy-1" },
  });
  const replaced = await fetch(`${served.url}/refused`, {
    headers: { "x-request-id": "<script>" },
  });

  expect(kept.headers.get("x-request-id")).toBe("from-the-proxy-1");
  expect(replaced.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
});
