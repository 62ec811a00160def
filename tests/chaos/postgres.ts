import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Knex } from "knex";
import { Client } from "pg";
import { findAccount } from "../../server/database/embedded/account.ts";
import { findBinaries } from "../../server/database/embedded/binaries.ts";
import { prepareDataFolder } from "../../server/database/embedded/data-folder.ts";
import { launch } from "../../server/database/embedded/launch.ts";
import { isRunning, readLockFile } from "../../server/database/embedded/lock-file.ts";
import { connect } from "../../server/database/open-database.ts";
import { removeAbandoned } from "../bench/database.ts";
import type { Stops } from "../bench/stops.ts";
import { createTemplate, makeLogins } from "../template.ts";
import { throwawayFolder } from "../throwaway-folder.ts";
import { freePort } from "./free-port.ts";

export interface ChaosPostgres {
  /** A new, migrated database, and what is needed to look behind it. */
  openDatabase(stops: Stops, name: string): Promise<{ appUrl: string; admin: Knex }>;
  /** As after a power cut: nobody is asked to finish. Resolves when it takes connections again. */
  restart(): Promise<void>;
}

/** What is committed survives our restarts, which are none of the machine. */
const FLAGS = ["fsync=off", "full_page_writes=off", "max_connections=150"];
const TEMPLATE = "template_chaos";
const LOOK_MS = 20;

/** A server of our own: nobody else is hurt by its restarts. */
export async function startPostgres(stops: Stops): Promise<ChaosPostgres> {
  const base = await throwawayFolder("chaos");
  await removeAbandoned(base);
  const place = join(base, String(process.pid));
  await stops.start(
    () => mkdir(place, { recursive: true }),
    () => rm(place, { recursive: true, force: true }),
  );
  const [binaries, account] = await Promise.all([findBinaries(), findAccount()]);
  const folder = await prepareDataFolder(place, { binaries, account, isThrowaway: true });
  const port = await freePort();
  const flags = FLAGS.flatMap((setting) => ["-c", setting]);
  const how = { postgres: binaries.postgres, account, folder, port, flags };
  const start = async () => {
    // The kernel may still hold what the last one left.
    while (!(await launch(how))) await wait(LOOK_MS);
  };
  const end = async () => {
    const { pid } = (await readLockFile(folder.path))!;
    process.kill(Number(pid), "SIGQUIT");
    while (await isRunning(pid)) await wait(LOOK_MS);
  };
  await stops.start(start, end);
  const adminUrl = `postgresql://postgres:${folder.password}@127.0.0.1:${port}/postgres`;
  const asAdmin = async <T>(work: (admin: Client) => Promise<T>) => {
    const admin = new Client({ connectionString: adminUrl });
    await admin.connect();
    return work(admin).finally(() => admin.end());
  };
  const logins = await asAdmin(async (admin) => {
    const made = await makeLogins(admin, adminUrl);
    await createTemplate(admin, TEMPLATE, made);
    return made;
  });
  let restarted: Promise<void> = Promise.resolve();
  return {
    async openDatabase(stopsOfIt, name) {
      const owner = new URL(logins.ownerUrl).username;
      const create = `create database ${name} template ${TEMPLATE} strategy file_copy owner ${owner}`;
      await stopsOfIt.start(
        () => asAdmin((admin) => admin.query(create)),
        () => asAdmin((admin) => admin.query(`drop database ${name} with (force)`)),
      );
      const inside = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
      const admin = await stopsOfIt.start(
        async () => connect(inside(adminUrl), { max: 4 }),
        (pool) => pool.destroy(),
      );
      return { appUrl: inside(logins.appUrl), admin };
    },
    restart() {
      restarted = restarted.then(end).then(start);
      return restarted;
    },
  };
}
