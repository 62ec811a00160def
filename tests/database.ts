import { randomBytes } from "node:crypto";
import type { Knex } from "knex";
import { Client } from "pg";
import { pino } from "pino";
import { inject } from "vitest";
import { connect } from "../server/database/open-database.ts";
import type { AcrossScope, PersonScope, Scope } from "../server/database/scope.ts";
import { openSession, type Session } from "../server/database/session.ts";

export interface TestDatabase {
  /** As the app's login, which owns nothing. */
  db: Knex;
  connectionString: string;
  /** As the owner of the tables, who is no superuser: what migrations run as. */
  migrationUrl: string;
  /**
   * As the superuser, whom no policy binds: to set a stage and to look behind it. The store takes it
   * for a company's transaction, or for anybody's.
   */
  admin: Scope & PersonScope & AcrossScope;
  /** What one process has beside its pool. Closed with the database. */
  openSession(): Promise<Session>;
  /** Closes what it opened and drops the database, whoever else is still connected. */
  drop(): Promise<void>;
}

/** A migrated PostgreSQL database of this test file's own, with the queues in place. */
export async function testDatabase(): Promise<TestDatabase> {
  const { adminUrl, appUrl, ownerUrl, template } = inject("testServer");
  const name = `test_${randomBytes(8).toString("hex")}`;
  const owner = new URL(ownerUrl).username;
  await asAdmin(
    adminUrl,
    `create database ${name} template ${template} strategy file_copy owner "${owner}"`,
  );
  const urls = { app: inside(appUrl, name), owner: inside(ownerUrl, name) };
  const db = connect(urls.app);
  const admin = connect(inside(adminUrl, name), { max: 4 }) as unknown as TestDatabase["admin"];
  const sessions: Session[] = [];
  return {
    db,
    connectionString: urls.app,
    migrationUrl: urls.owner,
    admin,
    async openSession() {
      const session = await openSession({
        directUrl: urls.app,
        log: pino({ level: "silent" }),
      });
      sessions.push(session);
      return session;
    },
    async drop() {
      await Promise.all([db.destroy(), admin.destroy(), ...sessions.map((one) => one.stop())]);
      await asAdmin(adminUrl, `drop database ${name} with (force)`);
    },
  };
}

function inside(address: string, database: string): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
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
