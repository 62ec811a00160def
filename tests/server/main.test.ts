import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from "vitest";
import { readLockFile } from "../../server/database/embedded/lock-file.ts";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../server/database/embedded-postgres.ts";
import { type TestDatabase, testDatabase } from "../database.ts";
import { recoveringPostgres } from "../recovering-postgres.ts";

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
  const child = spawn(process.execPath, ["server/main.ts"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: "0", APP_URL: "http://127.0.0.1", ...env, ...given },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let written = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (written += chunk));
  return {
    child,
    written: () => written,
    exited: once(child, "exit") as Started["exited"],
    stderr: text(child.stderr),
    stdout: once(child.stdout, "end").then(() => written),
  };
}

/** Resolves with the address at which it answers: on a port that was free, as it says itself. */
async function untilReady({ child, written }: Started): Promise<string> {
  while (child.exitCode === null) {
    const [, port] = /"port":(\d+),"msg":"started"/.exec(written()) ?? [];
    const url = `http://127.0.0.1:${port}`;
    if (
      port &&
      (await fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      return url;
    }
    await wait(50);
  }
  throw new Error(`ended with ${child.exitCode}`);
}

it.each(["SIGINT", "SIGTERM"] as const)(
  "serves until %s, then ends cleanly within 10 s",
  async (signal) => {
    const app = start();
    await untilReady(app);

    app.child.kill(signal);
    const late = setTimeout(() => app.child.kill("SIGKILL"), 10_000);
    const [code] = await app.exited;
    clearTimeout(late);

    expect(code).toBe(0);
    expect(await app.stdout).toMatch(/"msg":"stopped"/);
  },
);

it("ends at once on a second signal, whatever it waits for", async () => {
  // Its tick waits for this lock, and it for its tick: by itself it would end only with its
  // patience.
  const lock = await database.admin.transaction();
  onTestFinished(async () => void (await lock.rollback()));
  await lock.raw("lock table connections in access exclusive mode");
  const app = start();
  await untilReady(app);
  await expect
    .poll(() =>
      database
        .admin("pg_locks")
        .where({ granted: false })
        .whereRaw("relation = 'connections'::regclass"),
    )
    .not.toHaveLength(0);

  app.child.kill("SIGTERM");
  await expect.poll(app.written).toContain('"msg":"stopping"');
  app.child.kill("SIGINT");

  expect((await app.exited)[0]).toBe(1);
  expect(await app.stdout).not.toMatch(/"msg":"(?:stopped|did not stop in time)"/);
});

it("refuses a bad environment with one message and nothing else", async () => {
  const app = start({ APP_URL: "", PROCORE_CLIENT_ID: "", ROLE: "boss" });

  expect((await app.exited)[0]).toBe(1);
  expect(await app.stderr).toBe(
    "The environment is not right:\n  ROLE must be all, web or worker\n  APP_URL is missing\n  PROCORE_CLIENT_ID is missing\n",
  );
  expect(await app.stdout).toBe("");
});

it("says that its port is in use", async () => {
  const { port } = new URL(await untilReady(start()));

  const second = start({ PORT: port });

  expect((await second.exited)[0]).toBe(1);
  expect(await second.stderr).toBe(
    `Port ${port} is in use. Stop what uses it, or set PORT to another one.\n`,
  );
});

it("runs as web and as worker side by side", async () => {
  const urls = await Promise.all([
    untilReady(start({ ROLE: "web" })),
    untilReady(start({ ROLE: "worker" })),
  ]);

  const statuses = await Promise.all(
    urls.map(async (url) => (await fetch(`${url}/api/v1/session`)).status),
  );

  expect(statuses).toEqual([401, 404]);
});

/** A new folder that PostgreSQL's user may enter. */
async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "crosstie-main-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  return folder;
}

it("brings a PostgreSQL of its own where none is given, and takes it along", async () => {
  const folder = await dataFolder();
  const app = start({ DATABASE_URL: "", DATA_DIR: folder });
  const url = await untilReady(app);
  expect(await readdir(join(folder, "postgres-18"))).toContain("postmaster.pid");
  expect(await fetch(`${url}/readyz`)).toMatchObject({ status: 200 });

  app.child.kill("SIGTERM");

  expect((await app.exited)[0]).toBe(0);
  expect(await readdir(join(folder, "postgres-18"))).not.toContain("postmaster.pid");
});

it("refuses a data folder of another major version in plain words and nothing else", async () => {
  const folder = await dataFolder();
  await mkdir(join(folder, "postgres-15"));
  await writeFile(join(folder, "postgres-15/PG_VERSION"), "15\n");

  const app = start({ DATABASE_URL: "", DATA_DIR: folder });

  expect((await app.exited)[0]).toBe(1);
  expect(await app.stderr).toMatch(
    /^\S+postgres-15 was written by PostgreSQL 15, and this version of Crosstie brings PostgreSQL 18\. .* move the folder away\.\n$/,
  );
  expect(await app.stdout).toBe("");
});

/** A database in which nobody has made a table. */
async function emptyDatabase(): Promise<TestDatabase> {
  const own = await testDatabase();
  onTestFinished(() => own.drop());
  await own.admin.raw("drop schema public, pgboss cascade");
  await own.admin.raw("create schema public authorization pg_database_owner");
  return own;
}

it("refuses a database that nobody has brought up to date, in one sentence", async () => {
  const { connectionString } = await emptyDatabase();

  const app = start({ DATABASE_URL: connectionString });

  expect((await app.exited)[0]).toBe(1);
  expect(await app.stderr).toMatch(
    /^The database of DATABASE_URL lacks \d+ of the migrations .* Run npm run migrate, with DATABASE_MIGRATION_URL set\.\n$/,
  );
  expect(await app.stdout).toBe("");
});

it("refuses one whose queue nobody has brought up to date", async () => {
  const own = await testDatabase();
  onTestFinished(() => own.drop());
  await own.admin.raw("drop schema pgboss cascade");

  const app = start({ DATABASE_URL: own.connectionString });

  expect((await app.exited)[0]).toBe(1);
  expect(await app.stderr).toMatch(/^The queue's tables are not those .* Run npm run migrate/);
});

it("brings the database up to date itself where it is given its owner's address", async () => {
  const { connectionString, migrationUrl } = await emptyDatabase();
  const app = start({ DATABASE_URL: connectionString, DATABASE_MIGRATION_URL: migrationUrl });

  const url = await untilReady(app);

  expect(await fetch(`${url}/api/v1/session`)).toMatchObject({ status: 401 });
});

it("refuses to run as the owner of its tables, and says what to do", async () => {
  const app = start({ DATABASE_URL: database.migrationUrl });

  expect((await app.exited)[0]).toBe(1);
  expect(await app.stderr).toMatch(
    /^DATABASE_URL signs in as "crosstie_test_owner", who owns Crosstie's tables.* and run npm run migrate\.\n$/,
  );
});

it("waits with each of its connections for a PostgreSQL that recovers", async () => {
  const { connectionString, migrationUrl } = await emptyDatabase();
  const server = await recoveringPostgres(connectionString, (_, times) => times < 1);
  onTestFinished(() => server.close());
  const app = start({
    DATABASE_URL: server.url(connectionString),
    DATABASE_MIGRATION_URL: server.url(migrationUrl),
  });

  await untilReady(app);

  expect([...server.turnedAway.keys()].toSorted()).toEqual([
    "crosstie",
    "crosstie jobs",
    "crosstie migration",
    "crosstie session",
  ]);
  expect(app.written()).toContain("PostgreSQL is starting up or recovering: waiting for it");
});

it("ends cleanly on a signal while it waits for PostgreSQL", async () => {
  const server = await recoveringPostgres(database.connectionString, () => true);
  onTestFinished(() => server.close());
  const app = start({ DATABASE_URL: server.url(database.connectionString) });
  await expect.poll(app.written, { timeout: 10_000 }).toContain("waiting for it");

  app.child.kill("SIGTERM");

  expect((await app.exited)[0]).toBe(0);
  expect(await app.stderr).toBe("");
});

it("waits for a real PostgreSQL that was killed and recovers", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "crosstie-killed-"));
  await chmod(dataDir, 0o755);
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const first = await startElsewhere(dataDir);
  const urls = {
    DATABASE_URL: first.connectionString,
    DATABASE_MIGRATION_URL: first.ownerConnectionString,
  };
  await writeMuch(first.ownerConnectionString);
  const [folder] = (await readdir(dataDir)).filter((name) => /^postgres-\d+$/.test(name));
  const lock = await readLockFile(join(dataDir, folder!));
  process.kill(Number(lock!.pid), "SIGKILL");
  const app = start(urls);
  await expect.poll(app.written, { timeout: 10_000 }).toContain("waiting for it");

  const port = Number(new URL(first.connectionString).port);
  const again = await startEmbeddedPostgres(dataDir, { port });
  onTestFinished(() => again.stop());

  await untilReady(app);
});

/** In a process that is killed at once, and leaves the server running: it would not bear its end. */
async function startElsewhere(dataDir: string): Promise<EmbeddedPostgres> {
  const child = spawn(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `import { startEmbeddedPostgres } from "./server/database/embedded-postgres.ts";
      const started = await startEmbeddedPostgres(${JSON.stringify(dataDir)}, { port: 0 });
      console.log(JSON.stringify(started));`,
    ],
    { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] },
  );
  const gone = once(child, "exit");
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  child.kill("SIGKILL");
  await gone;
  return JSON.parse(String(line)) as EmbeddedPostgres;
}

/** Committed, and not yet in its files: it has to be recovered. */
async function writeMuch(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("create table much as select generate_series(1, 200000) as one");
  await client.end();
}

it("lives on after whatever anybody says on its channel", async () => {
  const app = start();
  const url = await untilReady(app);

  for (const notice of ["", "no JSON", "null", "[]", '{"companyId":1}', '{"what":"record"}']) {
    await database.admin.raw("select pg_notify('crosstie_live', ?)", [notice]);
  }
  await expect.poll(() => app.written().match(/notice has an unknown shape/g)).toHaveLength(6);

  expect(await fetch(`${url}/readyz`)).toMatchObject({ status: 200 });
  expect(app.child.exitCode).toBeNull();
});

it("says that it is not ready while its database is away, and is again once it is back", async () => {
  const own = await testDatabase();
  onTestFinished(() => own.drop());
  const { pathname } = new URL(own.connectionString);
  const url = await untilReady(start({ DATABASE_URL: own.connectionString }));
  const status = () => fetch(`${url}/readyz`).then((answer) => answer.status);

  await asAdmin(
    `alter database ${pathname.slice(1)} allow_connections false`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${pathname.slice(1)}'`,
  );
  await expect.poll(status).toBe(503);
  await asAdmin(`alter database ${pathname.slice(1)} allow_connections true`);

  await expect.poll(status, { timeout: 30_000 }).toBe(200);
});

async function asAdmin(...statements: string[]): Promise<void> {
  const admin = new Client({ connectionString: inject("testServer").adminUrl });
  await admin.connect();
  for (const statement of statements) await admin.query(statement);
  await admin.end();
}
