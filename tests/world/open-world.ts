import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { DestinationStream } from "pino";
import { assemble, type Backend } from "../../server/assemble.ts";
import { readConfig } from "../../server/config.ts";
import { connect } from "../../server/database/open-database.ts";
import type { Session } from "../../server/database/session.ts";
import type { Durations } from "../../server/durations.ts";
import { createHttpServer } from "../../server/http-server.ts";
import { createJobs, type Jobs } from "../../server/jobs/jobs.ts";
import { createLog } from "../../server/log.ts";
import { type TestDatabase, testDatabase } from "../database.ts";
import { short } from "./durations.ts";
import {
  environment,
  serveNetSuite,
  type ServedNetSuite,
  type ServedProcore,
  serveProcore,
} from "./outside.ts";
import { lastLook } from "./reconcile/last-look.ts";

export interface World extends Backend {
  database: TestDatabase;
  session: Session;
  procore: ServedProcore;
  netsuite: ServedNetSuite;
  jobs: Jobs;
  /** Where the app answers. */
  appUrl: string;
  /** For a second process of the app on the same database. */
  env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** False: nothing is carried out; another process does, or nobody. */
  works?: boolean;
  logLevel?: string;
  /** Where the log's lines go instead of standard output. */
  logTo?: DestinationStream;
  pollSeconds?: number;
  /** Other than one key of its own. */
  encryptionKeys?: string;
  /** Other than those of `short`. */
  durations?: Partial<Durations>;
  /** False: at the end something is green of which these two systems cannot know. */
  isGreenTrue?: boolean;
  /** Puts something between the app and its database; resolves with the address to use. */
  through?(databaseUrl: string): Promise<string>;
}

/**
 * The whole app in this process, on a database of its own, between a Procore and a NetSuite that
 * answer over real HTTP.
 */
export async function openWorld({
  works = true,
  logLevel = "silent",
  logTo,
  pollSeconds = 10,
  encryptionKeys,
  durations: other = {},
  isGreenTrue = true,
  through,
}: WorldOptions = {}): Promise<World> {
  const log = createLog(logLevel, logTo);
  const server = createHttpServer({ isSecure: false, log }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // Another site than Procore's pages, which are on localhost: third-party rules apply to the panel.
  const appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const database = await testDatabase();
  const { connectionString: directUrl } = database;
  const url = through ? await through(directUrl) : directUrl;
  const isPooled = through !== undefined;
  const db = isPooled ? connect(url, { isPooled }) : database.db;
  const servedProcore = await serveProcore(appUrl);
  const servedNetSuite = await serveNetSuite();

  const env = {
    ...environment(appUrl, servedProcore),
    DATABASE_URL: url,
    DATABASE_DIRECT_URL: directUrl,
    ...(encryptionKeys && { ENCRYPTION_KEYS: encryptionKeys }),
    POLL_SECONDS: String(pollSeconds),
    LOG_LEVEL: logLevel,
  };
  const config = readConfig(env);
  const session = await database.openSession();
  const durations = { ...short, ...other };
  const jobs = createJobs({ url, isPooled, session, log, durations });
  await jobs.start();
  const backend = assemble({
    config,
    log,
    db,
    session,
    jobs,
    durations,
  });
  await backend.live.start();
  server.on("request", backend.app());
  if (works) await jobs.work(backend.tasks, { everyTick: backend.everyTick });

  const world: World = {
    ...backend,
    database,
    session,
    procore: servedProcore,
    netsuite: servedNetSuite,
    jobs,
    appUrl,
    env,
    async close() {
      const differences = isGreenTrue ? await lastLook(world, works) : [];
      await backend.live.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await jobs.stop();
      await Promise.all([servedProcore.close(), servedNetSuite.close()]);
      if (through) await db.destroy();
      await database.drop();
      if (differences.length > 0) {
        throw new Error(`What is green differs:\n${differences.join("\n")}`);
      }
    },
  };
  return world;
}
