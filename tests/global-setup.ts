import { createHash } from "node:crypto";
import { readFile, readdir, statfs } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { bringUpToDate } from "../server/bring-up-to-date.ts";
import { startEmbeddedPostgres } from "../server/database/embedded-postgres.ts";
import { connect } from "../server/database/open-database.ts";
import { openSession } from "../server/database/session.ts";
import { createJobs } from "../server/jobs/jobs.ts";
import { short } from "./world/durations.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where a test file may create its database, whose it is, and from which template. */
    testServer: Logins & { template: string };
  }
}

interface Logins {
  /** The superuser. */
  adminUrl: string;
  /** May create roles and owns the databases, as an operator's would. */
  ownerUrl: string;
  appUrl: string;
}

const ROOT = new URL("..", import.meta.url).pathname;
const LOCK = 71_460_214;
/** Bytes: many times what a run takes. */
const ROOMY = 2 * 1024 ** 3;

/**
 * One PostgreSQL for all test files, and for all runs that go on at the same time; a template is
 * migrated once per state of the sources.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  // oxlint-disable-next-line no-restricted-properties
  const given = process.env.TEST_DATABASE_URL;
  const embedded = given
    ? undefined
    : await startEmbeddedPostgres(await dataFolder(), { isThrowaway: true, port: 54_330 });
  const adminUrl = given ?? embedded!.ownerConnectionString;
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query("select pg_advisory_lock($1)", [LOCK]);
    if (embedded?.wasStarted) await dropLeftovers(admin);
    const logins = await makeLogins(admin, adminUrl);
    project.provide("testServer", { ...logins, template: await prepareTemplate(admin, logins) });
  } finally {
    await admin.end();
  }
  return async () => embedded?.stop();
}

/**
 * In memory where there is enough of it: each test file makes a database of 600 files and drops it,
 * and a file system on disk spends a quarter of PostgreSQL's time on that.
 */
async function dataFolder(): Promise<string> {
  const memory = await statfs("/dev/shm").catch(() => undefined);
  const free = memory ? memory.bavail * memory.bsize : 0;
  if (free < ROOMY) return join(ROOT, ".data/tests");
  const checkout = createHash("sha256").update(ROOT).digest("hex").slice(0, 12);
  return `/dev/shm/crosstie-tests-${userInfo().username}-${checkout}`;
}

/** The password follows the server, so that runs which go on at the same time agree on it. */
async function makeLogins(admin: Client, adminUrl: string): Promise<Logins> {
  const password = createHash("sha256").update(adminUrl).digest("hex");
  const login = async (name: string, rights: string) => {
    const { rows } = await admin.query("select from pg_roles where rolname = $1", [name]);
    if (rows.length === 0) await admin.query(`create role ${name}`);
    await admin.query(`alter role ${name} login ${rights} password '${password}'`);
    return Object.assign(new URL(adminUrl), { username: name, password }).href;
  };
  return {
    adminUrl,
    ownerUrl: await login("crosstie_test_owner", "createrole"),
    appUrl: await login("crosstie_test_app", ""),
  };
}

async function prepareTemplate(admin: Client, logins: Logins): Promise<string> {
  const name = `template_${await hashSources()}`;
  const { rows } = await admin.query("select from pg_database where datname = $1", [name]);
  if (rows.length === 0) await createTemplate(admin, name, logins);
  return name;
}

async function dropLeftovers(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "select datname from pg_database where datname ~ '^(test|template|making)_'",
  );
  for (const { datname } of rows) await admin.query(`drop database "${datname}" with (force)`);
}

/** Made under another name, so that one whose migration failed is never taken for whole. */
async function createTemplate(
  admin: Client,
  name: string,
  { ownerUrl, appUrl }: Logins,
): Promise<void> {
  const making = name.replace("template_", "making_");
  const inside = (url: string) => Object.assign(new URL(url), { pathname: `/${making}` }).href;
  await admin.query(`drop database if exists ${making} with (force)`);
  await admin.query(`create database ${making} owner "${new URL(ownerUrl).username}"`);
  const log = pino({ level: "silent" });
  const db = connect(inside(appUrl));
  const session = await openSession({ directUrl: inside(appUrl), log });
  const jobs = createJobs({ url: inside(appUrl), session, log, durations: short });
  try {
    await bringUpToDate({ migrationUrl: inside(ownerUrl), db, log });
    await jobs.start();
  } finally {
    await jobs.stop();
    await session.stop();
    await db.destroy();
  }
  await admin.query(`alter database ${making} rename to ${name}`);
}

async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  const files = (await readdir(join(ROOT, "migrations")))
    .filter((file) => file.endsWith(".ts"))
    .toSorted();
  for (const file of [
    ...files.map((name) => `migrations/${name}`),
    "server/bring-up-to-date.ts",
    "server/database/roles.ts",
    "server/jobs/migrate-queues.ts",
    "server/jobs/queues.ts",
    "server/jobs/prepare-queues.ts",
    "tests/world/durations.ts",
    "package-lock.json",
  ]) {
    hash.update(file).update(await readFile(join(ROOT, file)));
  }
  return hash.digest("hex").slice(0, 16);
}
