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
  connectionString: string;
  /** For the superuser, who owns the tables of the app's database. */
  ownerConnectionString: string;
  /** False: another process had started it already. */
  wasStarted: boolean;
  /** The server stops when no other process uses it. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Preferred: another port is used when this one is taken. */
  port?: number;
  /** For tests, whose databases live for minutes: a crash of the machine may lose all data. */
  isThrowaway?: boolean;
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
  "autovacuum=off",
  // As a connection that has lived long does: without, each of the first five times is planned anew.
  "plan_cache_mode=force_generic_plan",
].flatMap((setting) => ["-c", setting]);

/** Joins the server that runs on the folder, or starts one. Throws an EmbeddedPostgresError. */
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
    // Left by a crash. PostgreSQL would take a zombie, or a reused pid, for a running server.
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
