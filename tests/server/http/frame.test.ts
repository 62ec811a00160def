import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { errors, notFound } from "../../../server/http/errors.ts";
import { securityHeaders } from "../../../server/http/frame.ts";
import { pages } from "../../../server/http/pages.ts";
import { type Served, serve } from "./serve.ts";

const ORIGINS = ["https://app.procore.com", "https://us02.procore.com"];
let folder: string;
let served: Served;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crosstie-pages-"));
  for (const entry of ["panel", "console", "signed-in"]) {
    await mkdir(join(folder, entry));
    await writeFile(
      join(folder, entry, "index.html"),
      `<meta name="procore-origins" content="%PROCORE_ORIGINS%" /><title>${entry}</title>`,
    );
  }
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "assets", "main-abc123.js"), "export {};");
  await writeFile(join(folder, "assets", "icon-abc123.svg"), "<svg/>");
  served = await serve(app(folder));
});

afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

function app(from: string) {
  return express().use(
    securityHeaders({ procoreOrigins: ORIGINS, isSecure: true }),
    pages({ appUrl: "https://crosstie.test", folder: from, procoreOrigins: ORIGINS }),
    notFound(),
    errors({ log: pino({ level: "silent" }) }),
  );
}

const get = (path: string) => fetch(served.url + path);
const ancestorsOf = (response: Response) =>
  /frame-ancestors ([^;]*)/.exec(response.headers.get("content-security-policy") ?? "")?.[1];

it.each(["/panel", "/console", "/panel?companyId=1"])(
  "lets Procore alone frame %s",
  async (path) => {
    const page = await get(path);

    expect(page.status).toBe(200);
    expect(ancestorsOf(page)).toBe(ORIGINS.join(" "));
    expect(page.headers.get("x-frame-options")).toBeNull();
  },
);

it.each(["/install", "/signed-in", "/assets/main-abc123.js", "/nothing"])(
  "lets nobody frame %s",
  async (path) => {
    const page = await get(path);

    expect(ancestorsOf(page)).toBe("'none'");
    expect(page.headers.get("x-frame-options")).toBe("DENY");
  },
);

it.each([
  ["/signed-in", "unsafe-none"],
  ["/auth/procore", "unsafe-none"],
  ["/console", "same-origin-allow-popups"],
  ["/install", "same-origin-allow-popups"],
  ["/api/v1/session", "same-origin"],
])("sends %s with the opener policy %s", async (path, policy) => {
  const page = await get(path);

  expect(page.headers.get("cross-origin-opener-policy")).toBe(policy);
});

it("keeps scripts to its own, refuses inline ones, and tells nobody where it was linked from", async () => {
  const page = await get("/panel");

  const policy = page.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("base-uri 'none'");
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  expect(page.headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  expect(page.headers.get("x-robots-tag")).toBe("noindex, nofollow");
  expect(page.headers.get("x-content-type-options")).toBe("nosniff");
});

it("writes Procore's origins into the page", async () => {
  const html = await (await get("/panel")).text();

  expect(html).toContain(`content="${ORIGINS.join(" ")}"`);
});

it("serves the wizard from the console's entry", async () => {
  expect(await (await get("/install?company_id=1")).text()).toContain("<title>console</title>");
});

it.each([
  ["/panel", "text/html; charset=utf-8"],
  ["/assets/main-abc123.js", "text/javascript; charset=utf-8"],
  ["/assets/icon-abc123.svg", "image/svg+xml; charset=utf-8"],
  ["/nothing", "application/json; charset=utf-8"],
])("says what %s is, and in which letters", async (path, type) => {
  expect((await get(path)).headers.get("content-type")).toBe(type);
});

it("lets browsers keep scripts for good and pages not at all", async () => {
  const [script, page] = [await get("/assets/main-abc123.js"), await get("/console")];

  expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(page.headers.get("cache-control")).toBe("no-cache");
});

it.each(["/assets/../panel/index.html", "/assets/..%2f..%2fetc%2fpasswd", "/assets/none.js"])(
  "serves nothing for %s",
  async (path) => {
    const answer = await get(path);

    expect([400, 403, 404]).toContain(answer.status);
  },
);

it("says what to do when the screens were not built", async () => {
  const unbuilt = await serve(app(join(folder, "none")));

  const answer = await fetch(`${unbuilt.url}/panel`);
  await unbuilt.close();

  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    code: "not_built",
    message: expect.stringContaining("npm run build"),
  });
});
