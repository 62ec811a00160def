import { readConfig } from "../server/config.ts";
import { migrate } from "../server/database/migrate.ts";
import { openDatabase } from "../server/database/open-database.ts";

const { db, stop } = await openDatabase(readConfig(process.env));
try {
  await migrate(db);
  console.error("The database is up to date.");
} finally {
  await stop();
}
