import { resolve } from "node:path";
import knex, { type Knex } from "knex";
import pg from "pg";
import type { DatabaseConfig } from "../database-config.ts";
import { log } from "../log.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { hasData } from "./embedded/data-folder.ts";
import { DatabaseError, withoutPassword } from "./refused.ts";
import { PreparingScopedClient, ScopedClient } from "./scope.ts";

export interface Database extends Addresses {
  db: Knex;
  stop(): Promise<void>;
}

interface Addresses {
  url: string;
  directUrl: string;
  migrationUrl: string | undefined;
  /** What `url` leads to may be another session with each transaction. */
  isPooled: boolean;
}

export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const { stop, ...addresses } = await findAddresses(config);
  const db = connect(addresses.url, { isPooled: addresses.isPooled });
  try {
    await db.raw("select 1");
  } catch (cause) {
    await db.destroy();
    await stop();
    throw new DatabaseError(
      `PostgreSQL at ${withoutPassword(addresses.url)} does not answer: ${(cause as Error).message}. Check DATABASE_URL and that the server runs.`,
      { cause },
    );
  }
  return {
    db,
    ...addresses,
    async stop() {
      await db.destroy();
      await stop();
    },
  };
}

/** For what looks at a database: nobody is helped by a new one that is empty. */
export async function assertThere({ databaseUrl, dataDir }: DatabaseConfig): Promise<void> {
  if (databaseUrl !== undefined || (await hasData(dataDir))) return;
  throw new DatabaseError(
    `DATABASE_URL is missing, and there is no database in ${resolve(dataDir)}: give it the environment of npm start, or, for the embedded PostgreSQL, its DATA_DIR.`,
  );
}

async function findAddresses({
  databaseUrl,
  databaseDirectUrl,
  databaseMigrationUrl,
  dataDir,
}: DatabaseConfig): Promise<Addresses & { stop(): Promise<void> }> {
  if (databaseUrl !== undefined) {
    return {
      url: databaseUrl,
      directUrl: databaseDirectUrl ?? databaseUrl,
      migrationUrl: databaseMigrationUrl,
      isPooled: databaseDirectUrl !== undefined && databaseDirectUrl !== databaseUrl,
      async stop() {},
    };
  }
  const { connectionString, ownerConnectionString, stop } = await startEmbeddedPostgres(dataDir);
  return {
    url: connectionString,
    directUrl: connectionString,
    migrationUrl: ownerConnectionString,
    isPooled: false,
    stop,
  };
}

/** Timestamps become Dates; dates, numerics and bigints stay strings. */
export function connect(
  connectionString: string,
  { max = 12, isPooled = false }: { max?: number; isPooled?: boolean } = {},
): Knex {
  return knex({
    client: (isPooled ? ScopedClient : PreparingScopedClient) as unknown as typeof Knex.Client,
    connection: { connectionString, application_name: "crosstie", types },
    pool: { min: 0, max },
    acquireConnectionTimeout: 15_000,
    log: logger,
  });
}

/** knex would print to stdout. */
const logger: Knex.Logger = {
  debug: (message: unknown) => log.debug({ knex: message }, "database"),
  warn: (message: unknown) => log.warn({ knex: message }, "database"),
  error: (message: unknown) => log.error({ knex: message }, "database"),
};

/** pg would turn a date into local midnight: dates, alone and in arrays, stay text. */
const AS_TEXT = { date: 1082, dates: 1182, textArray: 1009 };

const types = {
  getTypeParser(oid: number): (text: string) => unknown {
    if (oid === AS_TEXT.date) return (text) => text;
    return pg.types.getTypeParser(oid === AS_TEXT.dates ? AS_TEXT.textArray : oid);
  },
};
