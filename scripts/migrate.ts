import { readConfig } from "../server/config.ts";
import { migrate } from "../server/store/migrate.ts";
import { openDatabase } from "../server/store/open-database.ts";

const { db, stop } = await openDatabase(readConfig(process.env));
try {
  await migrate(db);
  console.error("The database is up to date.");
} finally {
  await stop();
}
