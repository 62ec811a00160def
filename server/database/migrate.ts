import { readdir } from "node:fs/promises";
import type { Knex } from "knex";

const FOLDER = new URL("../../migrations/", import.meta.url);
/** Any number, the same in every process. */
const LOCK = 71_460_217;

/** Brings the schema up to date, or rejects. Processes that start together take turns. */
export async function migrate(db: Knex): Promise<void> {
  await db.transaction(async (turn) => {
    await turn.raw("select pg_advisory_xact_lock(?)", [LOCK]);
    const migrator = { migrationSource, tableName: "migrations" };
    // knex's own lock outlives a process that is killed; ours does not, and we hold it.
    await db.migrate.forceFreeMigrationsLock(migrator);
    try {
      await db.migrate.latest(migrator);
    } catch (cause) {
      throw new Error(`The database could not be brought up to date: ${explain(cause)}`, { cause });
    }
  });
}

function explain(cause: unknown): string {
  const { message } = cause as Error;
  if (!message.includes("migration directory is corrupt")) return message;
  return `${message} The database was written by a newer version of Crosstie; start that one.`;
}

const migrationSource: Knex.MigrationSource<string> = {
  async getMigrations() {
    return (await readdir(FOLDER)).filter((name) => /^\d{4}_.*\.ts$/.test(name)).toSorted();
  },
  getMigrationName: (file) => file.replace(/\.ts$/, ""),
  getMigration: (file) => import(new URL(file, FOLDER).href) as Promise<Knex.Migration>,
};
