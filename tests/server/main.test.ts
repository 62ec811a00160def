import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type TestDatabase, testDatabase } from "../database.ts";

const ROOT = join(import.meta.dirname, "../..");

let database: TestDatabase;
let env: Record<string, string>;

beforeAll(async () => {
  database = await testDatabase();
  env = {
    HOST: "127.0.0.1",
    DATABASE_URL: database.connectionString,
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}`,
    PROCORE_CLIENT_ID: "id",
    PROCORE_CLIENT_SECRET: "secret",
  };
});
afterAll(() => database.drop());

interface Started {
  child: ChildProcess;
  /** What it has written to standard output so far. */
  written: () => string;
  exited: Promise<[number | null, NodeJS.Signals | null]>;
  stderr: Promise<string>;
  stdout: Promise<string>;
}

function start(given: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ["server/main.ts"], { cwd: ROOT, env: { PATH: process.env.PATH, PORT: "0", APP_URL: "http://127.0.0.1", ...env, ...given }, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let written = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (written += chunk));
  return { child, written: () => written, exited: once(child, "exit") as Started["exited"], stderr: text(child.stderr), stdout: once(child.stdout, "end").then(() => written) };
}

/** Resolves with the address at which it answers: on a port that was free, as it says itself. */
async function untilReady({ child, written }: Started): Promise<string> {
  while (child.exitCode === null) {
    const [, port] = /"port":(\d+),"msg":"started"/.exec(written()) ?? [];
    const url = `http://127.0.0.1:${port}`;
    if (port && (await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false))) return url;
    await wait(50);
  }
  throw new Error(`ended with ${child.exitCode}`);
}

it.each(["SIGINT", "SIGTERM"] as const)("serves until %s, then ends cleanly within 10 s", async (signal) => {
  const app = start();
  await untilReady(app);

  app.child.kill(signal);
  const late = setTimeout(() => app.child.kill("SIGKILL"), 10_000);
  const [code] = await app.exited;
  clearTimeout(late);

  expect(code).toBe(0);
  expect(await app.stdout).toMatch(/"msg":"stopped"/);
});

it("ends at once on a second signal, whatever it waits for", async () => {
  // Its tick waits for this lock, and it for its tick: by itself it would end only with its patience.
  const lock = await database.db.transaction();
  onTestFinished(async () => void (await lock.rollback()));
  await lock.raw("lock table connections in access exclusive mode");
  const app = start();
  await untilReady(app);
  await expect.poll(() => database.db("pg_locks").where({ granted: false }).whereRaw("relation = 'connections'::regclass")).toHaveLength(1);

  app.child.kill("SIGTERM");
  await expect.poll(app.written).toContain('"msg":"stopping"');
  app.child.kill("SIGINT");

  expect((await app.exited)[0]).toBe(1);
  expect(await app.stdout).not.toMatch(/"msg":"(?:stopped|did not stop in time)"/);
});

it("refuses a bad environment with one message and nothing else", async () => {
  const app = start({ APP_URL: "", PROCORE_CLIENT_ID: "", ROLE: "boss" });

  expect((await app.exited)[0]).toBe(1);
  expect(await app.stderr).toBe("The environment is not right:\n  ROLE must be all, web or worker\n  APP_URL is missing\n  PROCORE_CLIENT_ID is missing\n");
  expect(await app.stdout).toBe("");
});

it("says that its port is in use", async () => {
  const { port } = new URL(await untilReady(start()));

  const second = start({ PORT: port });

  expect((await second.exited)[0]).toBe(1);
  expect(await second.stderr).toBe(`Port ${port} is in use. Stop what uses it, or set PORT to another one.\n`);
});

it("runs as web and as worker side by side", async () => {
  const urls = await Promise.all([untilReady(start({ ROLE: "web" })), untilReady(start({ ROLE: "worker" }))]);

  const statuses = await Promise.all(urls.map(async (url) => (await fetch(`${url}/api/v1/session`)).status));

  expect(statuses).toEqual([401, 404]);
});
