import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../server/database/embedded-postgres.ts";
import { createTemplate, type Logins, makeLogins } from "./template.ts";
import { throwawayFolder } from "./throwaway-folder.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where a test file may create its database, whose it is, and from which template. */
    testServer: Logins & { template: string };
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
    : await startEmbeddedPostgres(await throwawayFolder("tests"), {
        isThrowaway: true,
        port: 54_330,
      });
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
