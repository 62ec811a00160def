import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../../server/database/embedded-postgres.ts";

let dataDir: string;
/** A data folder to begin with, copied: making one takes a second each time. */
let seed: string;
const started: EmbeddedPostgres[] = [];

beforeAll(async () => {
  seed = await emptyFolder();
  await (await startEmbeddedPostgres(seed, { isThrowaway: true, port: 0 })).stop();
});
afterAll(() => rm(seed, { recursive: true, force: true }));
beforeEach(async () => {
  dataDir = await emptyFolder();
});
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "crosstie-embedded-"));
  await chmod(folder, 0o755);
  return folder;
}

async function copySeed(): Promise<void> {
  await promisify(execFile)("cp", ["-a", join(seed, "postgres-18"), folder()]);
}

async function start(options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(dataDir, { isThrowaway: true, port: 0, ...options });
  started.push(server);
  return server;
}

async function ask(connectionString: string, question: string): Promise<unknown> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(question);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

const isRoot = process.getuid?.() === 0;
const folder = () => join(dataDir, "postgres-18");
const pidOf = async () =>
  Number((await readFile(join(folder(), "postmaster.pid"), "utf8")).split("\n")[0]);

/** Another process of ours that starts PostgreSQL and stays until it is killed. */
async function startElsewhere(): Promise<ChildProcess> {
  const source = new URL("../../../server/database/embedded-postgres.ts", import.meta.url).href;
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(source)};
    await startEmbeddedPostgres(${JSON.stringify(dataDir)}, { isThrowaway: true, port: 0 });
    process.stdout.write("started"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

it("starts on an empty folder, keeps what was written, and stops", async () => {
  const first = await start();
  await ask(first.ownerConnectionString, "create table kept as select 42 as answer");
  await first.stop();
  const second = await start();

  const answer = await ask(second.ownerConnectionString, "select answer from kept");

  expect(answer).toBe(42);
  expect(await readdir(dataDir)).toEqual(["postgres-18", "postgres-18.log"]);
});

it("gives the app a login that owns nothing, with a password that is not the superuser's", async () => {
  await copySeed();
  const { connectionString, ownerConnectionString } = await start();

  const mayDoMore = await ask(
    connectionString,
    `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or exists (select from pg_shdepend where refobjid = pg_roles.oid)
     from pg_roles where rolname = current_user`,
  );

  expect(mayDoMore).toBe(false);
  expect(new URL(connectionString).password).not.toBe(new URL(ownerConnectionString).password);
});

it("puts right a folder of before, where the login owned all and had the superuser's password", async () => {
  await copySeed();
  const before = await start();
  const { password } = new URL(before.ownerConnectionString);
  for (const statement of [
    "alter database crosstie owner to crosstie",
    "create table kept as select 42 as answer",
    "alter table kept owner to crosstie",
    `alter role crosstie password '${password}'`,
  ]) {
    await ask(before.ownerConnectionString, statement);
  }
  await before.stop();
  await rm(join(folder(), "crosstie-app-password"));

  const [{ connectionString, ownerConnectionString }] = await Promise.all([start(), start()]);

  const file = await stat(join(folder(), "crosstie-app-password"));
  expect(file.mode & 0o777).toBe(0o600);
  expect(new URL(connectionString).password).not.toBe(password);
  expect(await ask(ownerConnectionString, "select answer from kept")).toBe(42);
  expect(
    await ask(ownerConnectionString, "select tableowner from pg_tables where tablename = 'kept'"),
  ).toBe("postgres");
  await expect(ask(connectionString, "drop table kept")).rejects.toThrow("must be owner");
});

it("listens on loopback only and wants a password", async () => {
  await copySeed();
  const { connectionString } = await start();
  const url = new URL(connectionString);
  url.password = "wrong";

  expect(await ask(connectionString, "show listen_addresses")).toBe("127.0.0.1");
  await expect(ask(url.href, "select 1")).rejects.toThrow("password authentication failed");
});

it.runIf(isRoot)("runs as user postgres when we are root", async () => {
  await copySeed();
  await start();

  const status = await readFile(`/proc/${await pidOf()}/status`, "utf8");

  expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe("0");
});

it("takes the port it is given, and another one when that is in use", async () => {
  await copySeed();
  const squatter = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void squatter.close());
  await once(squatter, "listening");
  const address = squatter.address();
  const taken = typeof address === "object" && address ? address.port : 0;

  const { connectionString } = await start({ port: taken });

  expect(Number(new URL(connectionString).port)).not.toBe(taken);
  expect(await ask(connectionString, "select 1")).toBe(1);
});

it("recovers after a kill -9 of the database", async () => {
  await copySeed();
  const child = await startElsewhere();
  const pid = await pidOf();
  child.kill("SIGKILL");
  process.kill(pid, "SIGKILL");

  const server = await start();

  expect(await pidOf()).not.toBe(pid);
  expect(await ask(server.connectionString, "select 1")).toBe(1);
});

it("takes over the database that a kill -9 of the app left running, and stops it in the end", async () => {
  await copySeed();
  const child = await startElsewhere();
  const pid = await pidOf();
  child.kill("SIGKILL");
  await once(child, "exit");

  const server = await start();
  const pidBefore = await pidOf();
  await server.stop();

  expect([server.wasStarted, pidBefore]).toEqual([false, pid]);
  expect(await readdir(folder())).not.toContain("postmaster.pid");
});

it.each([
  ["a process that is gone", async () => 4_194_304],
  ["a process that is something else by now", async () => process.pid],
])("removes the lock file of %s", async (_, pid) => {
  await copySeed();
  await (await start()).stop();
  await writeFile(
    join(folder(), "postmaster.pid"),
    `${await pid()}\n${folder()}\n1700000000\n54999\n\n127.0.0.1\n  1 2\nready   \n`,
  );

  const server = await start();

  expect(await ask(server.connectionString, "select 1")).toBe(1);
});

it("is shared by processes that start together; the last to leave stops it", async () => {
  const servers = await Promise.all([start(), start(), start()]);
  const [first, second, third] = servers as [EmbeddedPostgres, EmbeddedPostgres, EmbeddedPostgres];

  await Promise.all([first.stop(), second.stop()]);
  const answer = await ask(third.connectionString, "select 1");
  await third.stop();

  expect(servers.filter(({ wasStarted }) => wasStarted)).toHaveLength(1);
  expect(answer).toBe(1);
  expect(await readdir(folder())).not.toContain("postmaster.pid");
});

it("starts once, however many start at the same moment", async () => {
  await copySeed();

  const servers = await Promise.all(Array.from({ length: 8 }, () => start()));

  expect(servers.filter(({ wasStarted }) => wasStarted)).toHaveLength(1);
  const log = await readFile(`${folder()}.log`, "utf8");
  expect(log).toContain("ready to accept connections");
  expect(log).not.toContain("already exists");
  expect(await readdir(dataDir)).toEqual(["postgres-18", "postgres-18.log"]);
});

it("removes the log of a start that was killed", async () => {
  await copySeed();
  await writeFile(`${folder()}.log.new-4194304-0a1b2c3d`, "");

  await start();

  expect(await readdir(dataDir)).toEqual(["postgres-18", "postgres-18.log"]);
});

it("starts again while the last one is stopping", async () => {
  await copySeed();
  const first = await start();

  const [, second] = await Promise.all([first.stop(), start()]);

  expect(await ask(second.connectionString, "select 1")).toBe(1);
});

it.each([
  ["beside ours", "postgres-15"],
  ["in our place", "postgres-18"],
])("refuses a data folder of another major version %s, and says what to do", async (_, name) => {
  await mkdir(join(dataDir, name));
  await writeFile(join(dataDir, name, "PG_VERSION"), "15\n");

  const starting = start();

  await expect(starting).rejects.toThrow(
    /postgres-1[58] was written by PostgreSQL 15, and this version of Crosstie brings PostgreSQL 18.*pg_dump.*move the folder away/,
  );
  expect(await readdir(dataDir)).toEqual([name]);
});

it("refuses a folder that holds something else", async () => {
  await mkdir(folder());
  await writeFile(join(folder(), "diary.txt"), "");

  await expect(start()).rejects.toThrow("is not empty and holds no PostgreSQL data");
});

it.runIf(isRoot)("names the folder that user postgres cannot enter", async () => {
  await chmod(dataDir, 0o700);
  dataDir = join(dataDir, "deep");

  await expect(start()).rejects.toThrow(
    /user postgres here, who may not enter \S+crosstie-embedded-\w+ \(mode 700\).*Set DATA_DIR/,
  );

  dataDir = join(dataDir, "..");
  await chown(dataDir, 0, 0);
});

it("says what PostgreSQL said when it does not start", async () => {
  await copySeed();
  await (await start()).stop();
  await writeFile(join(folder(), "postgresql.auto.conf"), "max_connections = many\n");

  await expect(start()).rejects.toThrow(/did not start on .*max_connections/);

  await writeFile(join(folder(), "postgresql.auto.conf"), "");
});
