import type { Knex } from "knex";
import type { Logger } from "pino";
import { migrate } from "./database/migrate.ts";
import { connect } from "./database/open-database.ts";
import { DatabaseError } from "./database/refused.ts";
import { makeRoles } from "./database/roles.ts";
import { AppError } from "./errors.ts";
import { migrateQueues } from "./jobs/migrate-queues.ts";

/** Any number, but the same in every process. */
const LOCK = 71_460_217;

/** Migrates as the owner of the tables. `db` must sign in as another login, the app's. */
export async function bringUpToDate({
  migrationUrl,
  db,
  log,
}: {
  migrationUrl: string;
  db: Knex;
  log: Logger;
}): Promise<void> {
  const owner = connect(migrationUrl, { max: 3 });
  try {
    const login = await differentLogin(db, owner);
    await owner.transaction(async (turn) => {
      // No bound parameter: one leaves a snapshot open in this transaction. Then "create index
      // concurrently" waits for the end of this transaction, which waits for the index.
      await turn.raw(`select pg_advisory_xact_lock(${LOCK})`);
      await makeRoles(owner, login);
      await migrate(owner);
      await migrateQueues(migrationUrl, log);
    });
  } catch (cause) {
    throw cause instanceof AppError ? cause : explain(cause as Error);
  } finally {
    await owner.destroy();
  }
}

async function differentLogin(db: Knex, owner: Knex): Promise<string> {
  const [login, ownerLogin] = await Promise.all([loginOf(db), loginOf(owner)]);
  if (login !== ownerLogin) return login;
  throw new DatabaseError(
    `DATABASE_URL and DATABASE_MIGRATION_URL both sign in as "${login}"; the app's login must own nothing. Make another one (create role crosstie_web login password '…'), put it into DATABASE_URL, and run npm run migrate.`,
  );
}

async function loginOf(db: Knex): Promise<string> {
  const { rows } = await db.raw<{ rows: { login: string }[] }>("select current_user as login");
  return rows[0]!.login;
}

const INSUFFICIENT_PRIVILEGE = "42501";

function explain(cause: Error & { code?: string }): DatabaseError {
  const hint =
    cause.code === INSUFFICIENT_PRIVILEGE
      ? ". DATABASE_MIGRATION_URL must sign in as the owner of Crosstie's tables, who may create in the database and in its schema public."
      : "";
  return new DatabaseError(
    `The database could not be brought up to date: ${cause.message}${hint}`,
    { cause },
  );
}
