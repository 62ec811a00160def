import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, it, onTestFinished } from "vitest";
import { health } from "../../../server/http/health.ts";

async function serve(parts: {
  isReady?(): Promise<boolean>;
  metricsToken?: string;
}): Promise<string> {
  const server = express()
    .use(health({ isReady: async () => true, metricsToken: undefined, isSecure: true, ...parts }))
    .listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("lives whether or not it is ready", async () => {
  const url = await serve({ isReady: async () => false });

  const response = await fetch(`${url}/healthz`);

  expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
});

it.each([
  ["ready", 200, async () => true],
  ["starting or stopping", 503, async () => false],
  ["without its database", 503, async () => Promise.reject(new Error("connection refused"))],
  ["waiting for its database", 503, () => new Promise<boolean>(() => {})],
])("says that it is %s", async (_, status, isReady) => {
  const url = await serve({ isReady });

  expect((await fetch(`${url}/readyz`)).status).toBe(status);
});

it("shows the process's figures in Prometheus' format", async () => {
  const url = await serve({});

  const response = await fetch(`${url}/metrics`);

  expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
  expect(await response.text()).toMatch(/^process_cpu_seconds_total \d/m);
});

it("keeps its figures from those without the token", async () => {
  const url = await serve({ metricsToken: "0123456789abcdef" });
  const ask = (authorization?: string) =>
    fetch(`${url}/metrics`, { headers: authorization ? { authorization } : {} });

  const answers = await Promise.all([ask(), ask("Bearer wrong"), ask("Bearer 0123456789abcdef")]);

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 200]);
});

it.each(["x-forwarded-for", "forwarded"])(
  "shows no figures without a token to whom a proxy brings (%s)",
  async (name) => {
    const url = await serve({});

    const answer = await fetch(`${url}/metrics`, { headers: { [name]: "203.0.113.5" } });

    expect(answer.status).toBe(401);
  },
);

it.each(["/healthz", "/readyz", "/metrics"])(
  "sends the headers of every answer with %s",
  async (path) => {
    const { headers } = await fetch((await serve({})) + path);

    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=31536000/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-robots-tag")).toBe("noindex, nofollow");
  },
);
