import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from "vitest";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../server/database/embedded-postgres.ts";
import { readLockFile } from "../../server/database/embedded/lock-file.ts";
import { type TestDatabase, testDatabase } from "../database.ts";
import { recoveringPostgres } from "../recovering-postgres.ts";
import { dataFolder, ROOT, startMain, starting, untilReady } from "./start-main.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const start = (given?: Record<string, string>) => startMain(database.connectionString, given);

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
  await expect.poll(app.written, starting).toContain("waiting for it");

  app.child.kill("SIGTERM");

  expect((await app.exited)[0]).toBe(0);
  expect(await app.stderr).toBe("");
});

it("waits for a real PostgreSQL that was killed and recovers", async () => {
  const dataDir = await dataFolder();
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
  await expect.poll(app.written, starting).toContain("waiting for it");

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
