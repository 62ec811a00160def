import { setTimeout as wait } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { ACROSS_ROLE, APP_ROLE } from "../database/roles.ts";
import { guardKeys } from "./prepare-queues.ts";

const LOOK_AGAIN_MS = 500;

/**
 * Brings pg-boss's own tables up to date, as their owner, and lets the app use them: its login may
 * create queues, which are rows, but no tables and indexes.
 */
export async function migrateQueues(migrationUrl: string, log: Logger): Promise<void> {
  const boss = new PgBoss({
    connectionString: migrationUrl,
    application_name: "crosstie migration",
    max: 2,
    schedule: false,
    supervise: false,
    bamIntervalSeconds: 10,
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue failed"));
  try {
    await boss.start();
    await guardKeys(boss);
    const db = boss.getDb();
    await db.executeSql(
      `grant select, insert, update, delete on all tables in schema pgboss to ${APP_ROLE}`,
    );
    // A job is sent in the transaction that claims what asks for it.
    await db.executeSql(
      `grant select, insert, update on all tables in schema pgboss to ${ACROSS_ROLE}`,
    );
    await untilIndexed(boss);
    for (const statement of await boss.getReindexCommands()) await db.executeSql(statement);
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** A new version of pg-boss leaves large indexes to be made behind; only this process may. */
async function untilIndexed(boss: PgBoss): Promise<void> {
  const isUnderWay = async () =>
    (await boss.getBamEntries()).some(({ status }) => ["pending", "in_progress"].includes(status));
  while (await isUnderWay()) await wait(LOOK_AGAIN_MS);
}
