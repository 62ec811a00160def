import type { Express } from "express";
import type { Knex } from "knex";
import type { Logger } from "pino";
import { requirePermission } from "./api/access.ts";
import { createApp, redirectUri } from "./app.ts";
import type { Config } from "./config.ts";
import type { Session } from "./database/session.ts";
import { type Durations, production } from "./durations.ts";
import { createLive, type Live } from "./http/live.ts";
import { ensureHooks } from "./install/ensure-hooks.ts";
import { eraseCompany } from "./install/erase.ts";
import { noteNotConnected } from "./install/installation.ts";
import { requireGrant } from "./install/require-grant.ts";
import { stillConnected } from "./install/still-connected.ts";
import { tokens } from "./install/tokens.ts";
import type { Jobs } from "./jobs/jobs.ts";
import { createLanes } from "./jobs/lanes.ts";
import type { TaskTable } from "./jobs/tasks.ts";
import { procoreClient } from "./procore/client.ts";
import { procoreOAuth } from "./procore/oauth.ts";
import { fetchPermissions } from "./procore/permissions.ts";
import { createSeal } from "./store/seal.ts";
import type { SyncParts } from "./sync/parts.ts";
import { createTasks } from "./sync/tasks.ts";
import { tick } from "./sync/tick.ts";
import { queueDeliveries } from "./webhooks/queue-deliveries.ts";

export interface BackendParts {
  config: Config;
  log: Logger;
  db: Knex;
  session: Session;
  jobs: Jobs;
  durations?: Durations;
}

export interface Backend {
  tasks: TaskTable;
  everyTick(): Promise<void>;
  live: Live;
  app(): Express;
  parts: SyncParts;
}

/** Opens no port and takes no job. The database and the queue must be up. */
export function assemble({
  config,
  log,
  db,
  session,
  jobs,
  durations = production,
}: BackendParts): Backend {
  const seal = createSeal(config.encryptionKeys);
  const oauth = procoreOAuth({ ...config.procore, redirectUri: redirectUri(config) });
  const procore = procoreClient({
    apiUrl: config.procore.apiUrl,
    tokens: tokens({ db, seal, oauth }),
    whenNotConnected: (companyId, toldTo) => noteNotConnected({ db, jobs }, companyId, toldTo),
  });
  const { pollSeconds, webhookUrl } = config;
  const parts: SyncParts = {
    db,
    jobs,
    lanes: createLanes(session),
    procore,
    seal,
    pollSeconds,
    durations,
    allowsLoopback: config.appUrl.startsWith("http:"),
    ensureHooks: (companyId, by) =>
      ensureHooks({ ...parts, ...by, oauth, log, webhookUrl }, companyId, by),
    eraseCompany: (companyId, signal) => eraseCompany({ ...parts, oauth, log }, companyId, signal),
    stillConnected: stillConnected(procore, durations),
    async requireRight(userId, place, action) {
      await requireGrant(db, userId);
      requirePermission(action, await fetchPermissions(procore, { userId, ...place }));
    },
    queueDeliveries: () => queueDeliveries({ db, jobs, durations }),
  };
  const live = createLive({ session, log });
  return {
    tasks: createTasks(parts),
    everyTick: () => tick(parts),
    live,
    app: () => createApp({ ...parts, config, live, log, oauth }),
    parts,
  };
}
