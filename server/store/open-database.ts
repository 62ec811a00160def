import knex, { type Knex } from "knex";
import pg from "pg";
import { log } from "../log.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";

export interface Database {
  db: Knex;
  connectionString: string;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** Undefined: the embedded PostgreSQL under `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
}

export async function openDatabase({ databaseUrl, dataDir }: DatabaseOptions): Promise<Database> {
  const embedded: EmbeddedPostgres | undefined =
    databaseUrl === undefined ? await startEmbeddedPostgres(dataDir) : undefined;
  const connectionString = databaseUrl ?? embedded!.connectionString;
  const db = connect(connectionString);
  try {
    await db.raw("select 1");
  } catch (cause) {
    await db.destroy();
    await embedded?.stop();
    throw new Error(
      `PostgreSQL at ${withoutPassword(connectionString)} does not answer: ${(cause as Error).message}. Check DATABASE_URL and that the server runs.`,
      { cause },
    );
  }
  return {
    db,
    connectionString,
    async stop() {
      await db.destroy();
      await embedded?.stop();
    },
  };
}

/** Timestamps are Dates; dates, numerics and bigints stay strings. @internal */
export function connect(connectionString: string, pool: { max: number } = { max: 12 }): Knex {
  return knex({
    client: "pg",
    connection: { connectionString, application_name: "crosstie", types },
    pool: { min: 0, max: pool.max },
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

/**
 * As PostgreSQL writes it, and an array of such. pg itself makes a local midnight out of a date.
 */
const AS_TEXT = { date: 1082, dates: 1182, textArray: 1009 };

const types = {
  getTypeParser(oid: number): (text: string) => unknown {
    if (oid === AS_TEXT.date) return (text) => text;
    return pg.types.getTypeParser(oid === AS_TEXT.dates ? AS_TEXT.textArray : oid);
  },
};

function withoutPassword(connectionString: string): string {
  return connectionString.replace(/\/\/([^:@/]*):[^@]*@/, "//$1@");
}
