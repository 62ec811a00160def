import { setTimeout as wait } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { ACROSS_ROLE, APP_ROLE } from "../database/roles.ts";
import { guardKeys } from "./prepare-queues.ts";

const LOOK_AGAIN_MS = 500;

/** Runs as the owner: the app's login may create queues (rows), but no tables or indexes. */
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
    // This role takes deliveries and due tasks, and sends their jobs in the same transaction.
    await db.executeSql(
      `grant select, insert, update on all tables in schema pgboss to ${ACROSS_ROLE}`,
    );
    await untilIndexed(boss);
    for (const statement of await boss.getReindexCommands()) await db.executeSql(statement);
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** pg-boss builds large indexes in the background, which only the owner can. */
async function untilIndexed(boss: PgBoss): Promise<void> {
  const isUnderWay = async () =>
    (await boss.getBamEntries()).some(({ status }) => ["pending", "in_progress"].includes(status));
  while (await isUnderWay()) await wait(LOOK_AGAIN_MS);
}
