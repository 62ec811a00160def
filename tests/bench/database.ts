import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../scripts/run-step.ts";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../server/database/embedded-postgres.ts";
import { isRunning } from "../../server/database/embedded/lock-file.ts";
import type { Stops } from "./stops.ts";

const FOLDER = join(ROOT, ".data/bench");

/**
 * An empty PostgreSQL with its own settings, so that what it has committed survives a crash. Gone,
 * with all it held, at the end.
 */
export async function startDatabase(stops: Stops): Promise<EmbeddedPostgres> {
  await removeAbandoned(FOLDER);
  const folder = join(FOLDER, String(process.pid));
  await stops.start(
    () => mkdir(folder, { recursive: true }),
    () => rm(folder, { recursive: true, force: true }),
  );
  return stops.start(
    () => startEmbeddedPostgres(folder, { port: 0 }),
    (postgres) => postgres.stop(),
  );
}

/** A process that was killed left its server running, in a folder named after it. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const pid of await readdir(folder).catch(() => [])) {
    if (await isRunning(pid)) continue;
    const left = join(folder, pid);
    const [server] = (await readdir(left)).filter((name) => /^postgres-\d+$/.test(name));
    if (server) await (await startEmbeddedPostgres(left, { port: 0 })).stop();
    await rm(left, { recursive: true, force: true });
  }
}
