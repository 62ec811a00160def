import { randomBytes } from "node:crypto";
import { readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type TestDatabase, testDatabase } from "../database.ts";
import { freePorts, isListening, npmRun } from "./npm-run.ts";

const ROOT = join(import.meta.dirname, "../..");

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function startApp(store: NodeJS.ProcessEnv = { DATABASE_URL: database.connectionString }) {
  const port = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const run = npmRun("start", {
    env: {
      APP_URL: url,
      HOST: "127.0.0.1",
      PORT: String(port),
      ...store,
      ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}`,
      PROCORE_CLIENT_ID: "id",
      PROCORE_CLIENT_SECRET: "secret",
    },
  });
  await expect.poll(() => isListening(url), { timeout: 30_000 }).toBe(true);
  return { ...run, url, port };
}

/** The app's process, by the one thing in its environment that is its own. */
async function pidOnPort(port: number): Promise<number> {
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const [environment, command] = await Promise.all(
      ["environ", "cmdline"].map((file) =>
        readFile(`/proc/${pid}/${file}`, "utf8").catch(() => ""),
      ),
    );
    if (environment?.split("\0").includes(`PORT=${port}`) && command?.includes("server/main.ts")) {
      return Number(pid);
    }
  }
  throw new Error(`no app on port ${port}`);
}

it.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)(
  "ends the app when npm alone hears %s",
  async (signal) => {
    const app = await startApp();

    const { code, tookMs } = await app.end(signal);

    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(10_000);
    expect(await isListening(app.url)).toBe(false);
  },
);

it.skipIf(process.platform === "win32")(
  "brings its own PostgreSQL when no database is named",
  async () => {
    const folder = `.data/start-${process.pid}`;
    onTestFinished(() => rm(join(ROOT, folder), { recursive: true, force: true }));

    const app = await startApp({ DATABASE_URL: undefined, DATA_DIR: folder });

    await expect.poll(async () => (await fetch(`${app.url}/readyz`)).status).toBe(200);
    expect((await app.end("SIGTERM")).code).toBe(0);
  },
);

it.skipIf(process.platform === "win32")("ends the app when npm is killed", async () => {
  const app = await startApp();

  await app.end("SIGKILL");

  await expect.poll(() => isListening(app.url), { timeout: 10_000 }).toBe(false);
});

it("puts no shell between npm and a script", async () => {
  const manifest = await readFile(join(ROOT, "package.json"), "utf8");
  const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> };

  expect(scripts).toEqual(
    Object.fromEntries(
      Object.keys(scripts).map((name) => [name, `exec node scripts/run.mjs ${name}`]),
    ),
  );
});

it.skipIf(process.platform !== "linux")(
  "kills within 10 s what does not heed the signal",
  async () => {
    const app = await startApp();
    process.kill(await pidOnPort(app.port), "SIGSTOP");

    const { code, tookMs } = await app.end("SIGTERM");

    expect(code).toBe(137);
    expect(tookMs).toBeLessThan(10_000);
    expect(await isListening(app.url)).toBe(false);
  },
);
