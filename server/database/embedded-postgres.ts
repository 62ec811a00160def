import { setTimeout as wait } from "node:timers/promises";
import { findAccount } from "./embedded/account.ts";
import { prepareAppDatabase } from "./embedded/app-database.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { type DataFolder, prepareDataFolder } from "./embedded/data-folder.ts";
import { launch } from "./embedded/launch.ts";
import { isPostgres, isRunning, readLockFile, removeLockFile } from "./embedded/lock-file.ts";
import { type Tenancy, join } from "./embedded/tenancy.ts";
import { EmbeddedPostgresError } from "./refused.ts";

export interface EmbeddedPostgres {
  /** As the app's login, which owns nothing. */
  connectionString: string;
  /** As the superuser, in the app's database: its tables are his. */
  ownerConnectionString: string;
  /** False: another process had it running already. */
  wasStarted: boolean;
  /** Gives up our hold; the server stops when nobody else holds it. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The port to take when it is free; another one is taken when it is not. */
  port?: number;
  /** Speed before safety, for tests: a crash of the machine may lose everything. */
  isThrowaway?: boolean;
  /** How long to wait for a server that starts, recovers or stops. */
  patienceMs?: number;
}

const PORT = 54_329;
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 50;
const THROWAWAY_FLAGS = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_connections=300",
].flatMap((setting) => ["-c", setting]);

/**
 * A real PostgreSQL of our own under `<dataDir>/postgres-<major>`, on loopback. Joins the server
 * that another process of ours, or one that was killed, left running there; starts one otherwise.
 * Rejects with an EmbeddedPostgresError that says what to do.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const isThrowaway = options.isThrowaway ?? false;
  const [binaries, account] = await Promise.all([findBinaries(), findAccount()]);
  const folder = await prepareDataFolder(dataDir, { binaries, account, isThrowaway });
  const start = {
    postgres: binaries.postgres,
    account,
    folder,
    port: options.port ?? PORT,
    flags: isThrowaway ? THROWAWAY_FLAGS : [],
  };

  const deadline = performance.now() + (options.patienceMs ?? PATIENCE_MS);
  let wasStarted = false;
  for (;;) {
    const tenancy = await joinRunning(folder);
    if (tenancy) return makeReady(folder, tenancy, wasStarted);
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        `The PostgreSQL on ${folder.path} takes no connections. Look at ${folder.path}.log; stop the process named in ${folder.path}/postmaster.pid if it hangs.`,
      );
    }
    if ((await readLockFile(folder.path)) === undefined) wasStarted = await launch(start);
    if (!wasStarted) await wait(LOOK_AGAIN_MS);
  }
}

async function joinRunning(folder: DataFolder): Promise<Tenancy | undefined> {
  const lock = await readLockFile(folder.path);
  if (!lock) return undefined;
  if (!(await isRunning(lock.pid)) || !(await isPostgres(lock.pid))) {
    // Left by a crash. PostgreSQL would be misled by a zombie or a number that now belongs to
    // something else.
    await removeLockFile(folder.path);
    return undefined;
  }
  return lock.port === undefined ? undefined : join(folder, { pid: lock.pid, port: lock.port });
}

async function makeReady(
  folder: DataFolder,
  tenancy: Tenancy,
  wasStarted: boolean,
): Promise<EmbeddedPostgres> {
  const appPassword = await prepareAppDatabase(folder, tenancy);
  const place = `127.0.0.1:${tenancy.port}/crosstie`;
  return {
    connectionString: `postgresql://crosstie:${appPassword}@${place}`,
    ownerConnectionString: `postgresql://postgres:${folder.password}@${place}`,
    wasStarted,
    stop: tenancy.leave,
  };
}
