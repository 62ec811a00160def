import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { assemble } from "./assemble.ts";
import { assertKeys } from "./assert-keys.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import { type Config, readConfig } from "./config.ts";
import { assertModestLogin } from "./database/check-role.ts";
import { assertHears } from "./database/check-session.ts";
import { assertUpToDate } from "./database/migrate.ts";
import { openDatabase } from "./database/open-database.ts";
import { createPatience } from "./database/patience.ts";
import { acrossCompanies } from "./database/scope.ts";
import { openSession } from "./database/session.ts";
import { createHttpServer } from "./http-server.ts";
import { health } from "./http/health.ts";
import { createJobs, type Jobs } from "./jobs/jobs.ts";
import { Lifecycle } from "./lifecycle.ts";
import { log } from "./log.ts";
import { watchSealed } from "./metrics.ts";
import { ConfigError } from "./read-env.ts";
import { countSealed } from "./store/sealed-values.ts";

/** With the time to close the database, less than the 8 s of scripts/run-child.mjs. */
const REQUESTS_MS = 2_000;
const JOBS_MS = 5_000;

const life = new Lifecycle(log);

async function start(config: Config): Promise<void> {
  const patiently = createPatience({ log, isOver: () => life.isStopping });
  const database = await patiently(() => openDatabase(config));
  const { db, url, directUrl, migrationUrl, isPooled } = database;
  life.onStop(() => database.stop());
  if (migrationUrl) await patiently(() => bringUpToDate({ migrationUrl, db, log }));
  await patiently(() => assertModestLogin(db));
  await patiently(() => assertUpToDate(db));
  await patiently(() => assertKeys(db, config.encryptionKeys));
  const unwatch = watchSealed(() => acrossCompanies(db, countSealed));
  life.onStop(async () => void unwatch());
  const session = await patiently(() => openSession({ directUrl, log }));
  life.onStop(() => session.stop());
  await patiently(() => assertHears(session, db));
  const jobs = await patiently(() => startJobs({ url, isPooled, session, log, stopMs: JOBS_MS }));
  life.onStop(() => jobs.stop());

  const backend = assemble({ config, log, db, session, jobs });
  const isReady = async () =>
    life.isRunning && jobs.isReady() && (await db.raw("select 1").then(() => true));

  if (config.works) await jobs.work(backend.tasks, { everyTick: backend.everyTick });
  let port: number | undefined;
  if (config.port !== undefined) {
    const app = express().disable("x-powered-by");
    const isSecure = config.appUrl.startsWith("https:");
    app.use(health({ isReady, metricsToken: config.metricsToken, isSecure }));
    if (config.servesWeb) {
      await backend.live.start();
      app.use(backend.app());
    }
    const server = createHttpServer({ isSecure, log }).on("request", app);
    await listen(server.listen(config.port, config.host), config.port);
    // With PORT=0 the system has chosen a free port.
    ({ port } = server.address() as AddressInfo);
    life.onStop(() => finish(server));
    life.onStop(() => backend.live.stop());
  }
  log.info({ servesWeb: config.servesWeb, works: config.works, port }, "started");
}

/** A new queue for each try: a pg-boss that could not start is half started. */
async function startJobs(parts: Parameters<typeof createJobs>[0]): Promise<Jobs> {
  const jobs = createJobs(parts);
  try {
    await jobs.start();
    return jobs;
  } catch (error) {
    await jobs.stop().catch(() => undefined);
    throw error;
  }
}

async function listen(server: Server, port: number): Promise<void> {
  await once(server, "listening").catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === "EADDRINUSE"
      ? new ConfigError(`Port ${port} is in use. Stop what uses it, or set PORT to another one.`, {
          cause,
        })
      : cause;
  });
}

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
