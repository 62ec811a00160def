import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { buildClient } from "../client/build-client.ts";

const ROOT = join(import.meta.dirname, "../..");
/** A version of express that mends it, as the registry tells of it. */
const MENDED = "5.99.0";
const ADVISORIES = "/-/npm/v1/security/advisories/bulk";

beforeAll(async () => {
  await buildClient();
});

/** A registry; `answer` gets the packages that npm asks about. Resolves with its address. */
async function registry(
  answer: (response: ServerResponse, asked: Record<string, string[]>) => void,
): Promise<string> {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.url === "/express") return response.end(JSON.stringify(toldOf("express")));
    if (request.url !== ADVISORIES) return response.writeHead(404).end();
    const json = request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
    answer(response, JSON.parse(String(json)) as Record<string, string[]>);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function toldOf(name: string): object {
  const versions = [versionOf(name), MENDED].map((version) => [
    version,
    { name, version, dist: {} },
  ]);
  return { name, "dist-tags": { latest: MENDED }, versions: Object.fromEntries(versions) };
}

function versionOf(name: string): string {
  const manifest = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

function knowing(advisories: Record<string, { severity: string; id: number }>) {
  const body = Object.entries(advisories).map(([name, { id, severity }]) => [
    name,
    [
      {
        id,
        url: `https://advisories.example/${id}`,
        title: "Lets anyone in",
        severity,
        vulnerable_versions: `<${MENDED} || >=18`,
        cwe: [],
        cvss: { score: 0, vectorString: null },
      },
    ],
  ]);
  return (response: ServerResponse) =>
    void response
      .setHeader("content-type", "application/json")
      .end(JSON.stringify(Object.fromEntries(body)));
}

async function run(url: string, env: NodeJS.ProcessEnv = {}) {
  const cache = await mkdtemp(join(tmpdir(), "crosstie-npm-"));
  onTestFinished(() => rm(cache, { recursive: true, force: true }));
  const child = spawn(process.execPath, ["scripts/advisories.ts"], {
    cwd: ROOT,
    env: {
      ...process.env,
      npm_config_registry: url,
      npm_config_cache: cache,
      // as `npm run --silent` hands it on
      npm_config_loglevel: "silent",
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  return { said, code: code as number };
}

it("passes when the registry knows of nothing, and asks about every package", async () => {
  const asked: Record<string, string[]> = {};
  const url = await registry((response, packages) => {
    Object.assign(asked, packages);
    knowing({})(response);
  });

  // As where a mirror is expected to hold everything: npm alone would then take all for clean.
  const { said, code } = await run(url, { npm_config_offline: "true", NODE_ENV: "production" });

  expect(said).toBe("The registry knows of no vulnerability in any package.\n");
  expect(code).toBe(0);
  expect(Object.keys(asked)).toEqual(expect.arrayContaining(["express", "react", "vitest"]));
});

it.each([
  {
    name: "express",
    severity: "high",
    where: "in the server",
    remedy: `Remedy: npm install --save-exact express@${MENDED}.`,
  },
  {
    name: "react-dom",
    severity: "critical",
    where: "in the browser",
    remedy: "npm knows no version that mends it: replace react-dom, or",
  },
])("fails for a $severity vulnerability of $name, with its remedy", async (hole) => {
  const { name, severity, where, remedy } = hole;
  const url = await registry(knowing({ [name]: { id: 7, severity } }));

  const { said, code } = await run(url);

  const what = "Lets anyone in, https://advisories.example/7";
  expect(said).toContain(
    `FAILS: ${name} (${versionOf(name)} ${where}): ${severity}: ${what}. ${remedy}`,
  );
  expect(code).toBe(1);
});

it("tells of lesser ones, and of those in what does not ship, and passes", async () => {
  const url = await registry(
    knowing({
      express: { id: 8, severity: "moderate" },
      vitest: { id: 9, severity: "critical" },
    }),
  );

  const { said, code } = await run(url);

  expect(said).toMatch(/^told: express \(5.* in the server\): moderate: .*\/8/m);
  expect(said).toMatch(/^told: vitest \(does not ship\): critical: .*\/9/m);
  expect(code).toBe(0);
});

it.each([
  {
    registry: "has no advisories",
    answer: (response: ServerResponse) => void response.writeHead(405).end(),
    why: /405 Method Not Allowed/,
  },
  {
    registry: "answers with a page",
    answer: (response: ServerResponse) => void response.end("<html>"),
    why: /invalid json/i,
  },
  { registry: "never answers", answer: () => {}, why: /network timeout/ },
])("says so, and passes, when the registry $registry", async ({ answer, why }) => {
  const { said, code } = await run(await registry(answer));

  expect(said).toMatch(/^NOT CHECKED: the registry does not say which packages are vulnerable/);
  expect(said).toMatch(why);
  expect(code).toBe(0);
});

it("says so, and passes, when nobody is there", async () => {
  const { said, code } = await run("http://127.0.0.1:1");

  expect(said).toMatch(/^NOT CHECKED: .*ECONNREFUSED/);
  expect(code).toBe(0);
});
