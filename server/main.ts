import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { assemble } from "./assemble.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { assertModestLogin } from "./database/check-role.ts";
import { assertHears } from "./database/check-session.ts";
import { assertUpToDate } from "./database/migrate.ts";
import { openDatabase } from "./database/open-database.ts";
import { openSession } from "./database/session.ts";
import { health } from "./http/health.ts";
import { createJobs } from "./jobs/jobs.ts";
import { Lifecycle } from "./lifecycle.ts";
import { log } from "./log.ts";

/**
 * How long requests may take to finish when we stop, then jobs; together with the database less
 * than the 8 s of scripts/run.mjs.
 */
const REQUESTS_MS = 2_000;
const JOBS_MS = 5_000;

const life = new Lifecycle(log);

async function start(config: Config): Promise<void> {
  const { db, url, directUrl, migrationUrl, stop: stopDatabase } = await openDatabase(config);
  life.onStop(stopDatabase);
  if (migrationUrl) await bringUpToDate({ migrationUrl, db, log });
  await assertModestLogin(db);
  await assertUpToDate(db);
  const session = await openSession({ directUrl, log });
  life.onStop(() => session.stop());
  await assertHears(session, db);
  const jobs = createJobs({ url, session, log, stopMs: JOBS_MS });
  life.onStop(() => jobs.stop());
  await jobs.start();

  const backend = assemble({ config, log, db, session, jobs });
  const isReady = async () =>
    life.isRunning && jobs.isReady() && (await db.raw("select 1").then(() => true));

  if (config.works) await jobs.work(backend.tasks, { everyTick: backend.everyTick });
  let port: number | undefined;
  if (config.port !== undefined) {
    const app = express().use(health({ isReady, metricsToken: config.metricsToken }));
    if (config.servesWeb) {
      await backend.live.start();
      app.use(backend.app());
    }
    const server = await listen(app.listen(config.port, config.host), config.port);
    // of PORT=0, the one that was free
    ({ port } = server.address() as AddressInfo);
    life.onStop(() => finish(server));
    life.onStop(() => backend.live.stop());
  }
  log.info({ servesWeb: config.servesWeb, works: config.works, port }, "started");
}

async function listen(server: Server, port: number): Promise<Server> {
  await once(server, "listening").catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === "EADDRINUSE"
      ? new ConfigError(`Port ${port} is in use. Stop what uses it, or set PORT to another one.`, {
          cause,
        })
      : cause;
  });
  return server;
}

/** Takes no new requests and lets those that run finish. */
async function finish(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), REQUESTS_MS);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(cut);
}

life.run(async () => {
  const config = readConfig(process.env);
  log.level = config.logLevel;
  await start(config);
});
