import { randomBytes } from "node:crypto";
import type { Knex } from "knex";
import { Client } from "pg";
import { inject } from "vitest";
import { connect } from "../server/database/open-database.ts";

export interface TestDatabase {
  db: Knex;
  connectionString: string;
  /** Closes `db` and drops the database, whoever else is still connected. */
  drop(): Promise<void>;
}

/**
 * A migrated PostgreSQL database of this test file's own, as the app's user, with the queues in
 * place.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { adminUrl, appUrl, template } = inject("testServer");
  const name = `test_${randomBytes(8).toString("hex")}`;
  const url = new URL(appUrl);
  await asAdmin(adminUrl, `create database ${name} template ${template} owner "${url.username}"`);
  url.pathname = `/${name}`;
  const db = connect(url.href);
  return {
    db,
    connectionString: url.href,
    async drop() {
      await db.destroy();
      await asAdmin(adminUrl, `drop database ${name} with (force)`);
    },
  };
}

async function asAdmin(connectionString: string, statement: string): Promise<void> {
  const admin = new Client({ connectionString });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
