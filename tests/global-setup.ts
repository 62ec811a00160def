import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { createJobs } from "../server/jobs/jobs.ts";
import { startEmbeddedPostgres } from "../server/store/embedded-postgres.ts";
import { migrate } from "../server/store/migrate.ts";
import { connect } from "../server/store/open-database.ts";
import { short } from "./world/durations.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where a test file may create its database, and from which template. */
    testServer: { adminUrl: string; appUrl: string; template: string };
  }
}

const ROOT = new URL("..", import.meta.url).pathname;
const LOCK = 71_460_214;

/**
 * One PostgreSQL for all test files, and for all runs that go on at the same time; a template is
 * migrated once per state of the sources.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  // oxlint-disable-next-line no-restricted-properties
  const given = process.env.TEST_DATABASE_URL;
  const embedded = given
    ? undefined
    : await startEmbeddedPostgres(join(ROOT, ".data/tests"), { isThrowaway: true, port: 54_330 });
  const adminUrl = given ?? embedded!.adminConnectionString;
  const appUrl = given ?? embedded!.connectionString;
  const template = await prepareTemplate(adminUrl, appUrl, embedded?.wasStarted ?? false);
  project.provide("testServer", { adminUrl, appUrl, template });
  return async () => embedded?.stop();
}

async function prepareTemplate(
  adminUrl: string,
  appUrl: string,
  isFresh: boolean,
): Promise<string> {
  const name = `template_${await hashSources()}`;
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query("select pg_advisory_lock($1)", [LOCK]);
    if (isFresh) await dropLeftovers(admin);
    const { rows } = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (rows.length === 0) await createTemplate(admin, { name, appUrl });
    return name;
  } finally {
    await admin.end();
  }
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
  { name, appUrl }: { name: string; appUrl: string },
): Promise<void> {
  const making = name.replace("template_", "making_");
  const url = new URL(appUrl);
  await admin.query(`drop database if exists ${making} with (force)`);
  await admin.query(`create database ${making} owner "${url.username}"`);
  url.pathname = `/${making}`;
  const db = connect(url.href);
  const jobs = createJobs({
    connectionString: url.href,
    log: pino({ level: "silent" }),
    durations: short,
  });
  try {
    await migrate(db);
    await jobs.start();
  } finally {
    await jobs.stop();
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
    "server/jobs/queues.ts",
    "server/jobs/prepare-queues.ts",
    "tests/world/durations.ts",
    "package-lock.json",
  ]) {
    hash.update(file).update(await readFile(join(ROOT, file)));
  }
  return hash.digest("hex").slice(0, 16);
}
