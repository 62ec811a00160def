import { bringUpToDate } from "../server/bring-up-to-date.ts";
import { readDatabaseConfig } from "../server/database-config.ts";
import { assertModestLogin } from "../server/database/check-role.ts";
import { openDatabase } from "../server/database/open-database.ts";
import { createPatience } from "../server/database/patience.ts";
import { AppError } from "../server/errors.ts";
import { log } from "../server/log.ts";
import { ConfigError } from "../server/read-env.ts";

async function run(): Promise<void> {
  const patiently = createPatience({ log });
  const config = readDatabaseConfig(process.env);
  const { db, migrationUrl, stop } = await patiently(() => openDatabase(config));
  try {
    if (!migrationUrl) {
      throw new ConfigError(
        "DATABASE_MIGRATION_URL is missing: the address of the database of DATABASE_URL, signing in as the owner of its tables.",
      );
    }
    await patiently(() => bringUpToDate({ migrationUrl, db, log }));
    await assertModestLogin(db);
    console.error("The database is up to date.");
  } finally {
    await stop();
  }
}

await run().catch((error: unknown) => {
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = 1;
});
