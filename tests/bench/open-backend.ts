import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Knex } from "knex";
import type { Logger } from "pino";
import { type Backend, assemble } from "../../server/assemble.ts";
import { bringUpToDate } from "../../server/bring-up-to-date.ts";
import { readConfig } from "../../server/config.ts";
import { connect } from "../../server/database/open-database.ts";
import { openSession, type Session } from "../../server/database/session.ts";
import { createHttpServer } from "../../server/http-server.ts";
import { createJobs, type Jobs } from "../../server/jobs/jobs.ts";
import { createLog } from "../../server/log.ts";
import { startDatabase } from "./database.ts";
import type { Stops } from "./stops.ts";

export interface OpenBackend extends Backend {
  db: Knex;
  /** As the superuser, whom no policy binds: to count what is there. */
  admin: Knex;
  jobs: Jobs;
  appUrl: string;
  /** For a worker process on the same database. */
  env: NodeJS.ProcessEnv;
}

export const APP = { clientId: "crosstie-bench", clientSecret: "crosstie-bench-secret" };

const errorLog = createLog("error", { write: (line) => void process.stderr.write(line) });

/** Where the app will answer: Procore's sandbox wants to know before there is an app. */
export async function listen(stops: Stops): Promise<{ server: Server; url: string }> {
  const server = await stops.start(
    async () => {
      const listening = createHttpServer({ isSecure: false, log: errorLog }).listen(0, "127.0.0.1");
      await once(listening, "listening");
      return listening;
    },
    (listening) => {
      listening.closeAllConnections();
      return new Promise((resolve) => listening.close(resolve));
    },
  );
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}` };
}

/**
 * The app as a web process (`ROLE=web`) in this one, on a durable database of its own. Its jobs
 * wait for a worker.
 */
export async function openBackend(
  stops: Stops,
  { server, appUrl, procoreUrl }: { server: Server; appUrl: string; procoreUrl: string },
): Promise<OpenBackend> {
  const { connectionString, ownerConnectionString } = await startDatabase(stops);
  const env = {
    APP_URL: appUrl,
    DATABASE_URL: connectionString,
    ENCRYPTION_KEYS: `bench:${randomBytes(32).toString("base64")}`,
    PROCORE_CLIENT_ID: APP.clientId,
    PROCORE_CLIENT_SECRET: APP.clientSecret,
    PROCORE_LOGIN_URL: procoreUrl,
    PROCORE_API_URL: procoreUrl,
    PROCORE_WEB_ORIGINS: procoreUrl,
    LOG_LEVEL: "info",
    NODE_ENV: "production",
  };
  const config = readConfig({ ...env, ROLE: "web" });
  const db = await stops.start(
    async () => connect(connectionString),
    (pool) => pool.destroy(),
  );
  const admin = await stops.start(
    async () => connect(ownerConnectionString, { max: 12 }),
    (pool) => pool.destroy(),
  );
  await bringUpToDate({ migrationUrl: ownerConnectionString, db, log: errorLog });
  const { session, jobs } = await openJobs(stops, { connectionString, log: errorLog });
  const backend = assemble({ config, log: errorLog, db, session, jobs });
  await stops.start(
    async () => backend.live,
    (live) => live.stop(),
  );
  await backend.live.start();
  server.on("request", backend.app());
  return { ...backend, db, admin, jobs, appUrl, env };
}

/** The queues, begun, and the session that they need. */
export async function openJobs(
  stops: Stops,
  { connectionString, log }: { connectionString: string; log: Logger },
): Promise<{ session: Session; jobs: Jobs }> {
  const session = await stops.start(
    () => openSession({ directUrl: connectionString, log }),
    (opened) => opened.stop(),
  );
  const jobs = await stops.start(
    async () => createJobs({ url: connectionString, session, log }),
    (started) => started.stop(),
  );
  await jobs.start();
  return { session, jobs };
}
