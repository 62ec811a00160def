import { readdir } from "node:fs/promises";
import type { Knex } from "knex";
import { DatabaseError } from "./refused.ts";

const FOLDER = new URL("../../migrations/", import.meta.url);
const TABLE = "migrations";
const NEWER = "The database was written by a newer version of Crosstie; start that one.";

/** One process at a time may call it. `owner` is connected as the owner of the tables. */
export async function migrate(owner: Knex): Promise<void> {
  const migrator = { migrationSource, tableName: TABLE };
  // knex's own lock would outlive a killed process; the caller's lock does not.
  await owner.migrate.forceFreeMigrationsLock(migrator);
  try {
    await owner.migrate.latest(migrator);
  } catch (cause) {
    const { message } = cause as Error;
    if (message.includes("migration directory is corrupt")) {
      throw new DatabaseError(`${message} ${NEWER}`, { cause });
    }
    throw cause;
  }
}

/** Throws a DatabaseError unless the schema is the one that this version needs. */
export async function assertUpToDate(db: Knex): Promise<void> {
  const needed = (await migrationSource.getMigrations([])).map((file) =>
    migrationSource.getMigrationName(file),
  );
  const done = await readDone(db);
  const missing = needed.filter((name) => !done.includes(name));
  if (missing.length > 0) {
    throw new DatabaseError(
      `The database of DATABASE_URL lacks ${missing.length} of the migrations that this version needs, the first is ${missing[0]}. Run npm run migrate, with DATABASE_MIGRATION_URL set.`,
    );
  }
  if (done.some((name) => !needed.includes(name))) throw new DatabaseError(NEWER);
}

async function readDone(db: Knex): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { table: string | null }[] }>(
    "select to_regclass(?) as table",
    [TABLE],
  );
  return rows[0]?.table ? db(TABLE).pluck<string[]>("name") : [];
}

const migrationSource: Knex.MigrationSource<string> = {
  async getMigrations() {
    return (await readdir(FOLDER)).filter((name) => /^\d{4}_.*\.ts$/.test(name)).toSorted();
  },
  getMigrationName: (file) => file.replace(/\.ts$/, ""),
  getMigration: (file) => import(new URL(file, FOLDER).href) as Promise<Knex.Migration>,
};
