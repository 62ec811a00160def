import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../server/database/embedded-postgres.ts";
import { Stops } from "../tests/bench/stops.ts";
import { buildClient } from "../tests/client/build-client.ts";
import { serveSystem } from "../tests/sandbox/core/serve.ts";
import { netsuite } from "../tests/sandbox/netsuite/netsuite.ts";
import { procore } from "../tests/sandbox/procore/procore.ts";
import { setUp } from "../tests/world/install.ts";
import { launchApp } from "./app-process.ts";
import { announce } from "./demo-announce.ts";
import "./end-with-parent.ts";
import { checkKept, keepSandboxes, takeUpSandboxes } from "./demo-kept.ts";
import { demoPorts } from "./demo-ports.ts";
import { demoSecrets } from "./demo-secrets.ts";
import { ROOT } from "./run-step.ts";

const POLL_SECONDS = 10;

const stops = new Stops();

interface Wanted {
  json: boolean;
  watch: boolean;
  /** Goes on where the last demo on these ports ended. */
  keep: boolean;
  /** With Crosstie set up in the first company. */
  installed: boolean;
}

async function start({ json, watch, keep, installed }: Wanted): Promise<void> {
  const ports = await demoPorts(process.env.DEMO_PORT);
  const folder = join(ROOT, `.data/demo-${ports.procore}`);
  console.error("Preparing the screens and the database.");
  await buildClient();
  await stops.start(
    () => prepare(folder, keep),
    async () => {},
  );
  const { encryptionKeys, clientId, clientSecret, netsuiteKey, keyFile } =
    await demoSecrets(folder);
  const postgres = await stops.start(
    () => startEmbeddedPostgres(folder),
    ({ stop }) => stop(),
  );

  // Procore's pages are on localhost: the panel in them is a third party, as in Procore itself.
  const appUrl = `http://127.0.0.1:${ports.app}`;
  const playedProcore = procore({
    appClientId: clientId,
    appClientSecret: clientSecret,
    redirectUris: [`${appUrl}/auth/procore/callback`],
    appOrigin: appUrl,
  });
  const playedNetSuite = netsuite({ privateKey: netsuiteKey });
  const systems = [playedProcore, playedNetSuite];
  if (keep) await takeUpSandboxes(folder, systems);
  const procoreServer = await stops.start(
    () => serveSystem(playedProcore, ports.procore),
    ({ close }) => close(),
  );
  const netsuiteServer = await stops.start(
    () => serveSystem(playedNetSuite, ports.netsuite),
    ({ close }) => close(),
  );

  const env = {
    APP_URL: appUrl,
    HOST: "127.0.0.1",
    PORT: String(ports.app),
    DATABASE_URL: postgres.connectionString,
    DATABASE_MIGRATION_URL: postgres.ownerConnectionString,
    ENCRYPTION_KEYS: encryptionKeys,
    PROCORE_CLIENT_ID: clientId,
    PROCORE_CLIENT_SECRET: clientSecret,
    PROCORE_LOGIN_URL: procoreServer.url,
    PROCORE_API_URL: procoreServer.url,
    PROCORE_WEB_ORIGINS: procoreServer.url,
    POLL_SECONDS: String(POLL_SECONDS),
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    NODE_ENV: "production",
    // Whatever is set here: nothing of the demo leaves this machine.
    NODE_TLS_REJECT_UNAUTHORIZED: "",
  };
  // The app has ended when this is kept.
  await stops.start(
    async () => {},
    () => keepSandboxes(folder, systems),
  );
  const app = await stops.start(
    async () => launchApp(env, { watch }),
    ({ stop }) => stop(),
  );
  await app.ready;
  void app.ended.then(() => leave(1));
  const netsuiteAccess = { url: netsuiteServer.url, credentials: playedNetSuite.credentials };
  if (installed && playedProcore.live().installations.size === 0) {
    const outside = { appUrl, procore: { ...procoreServer, system: playedProcore } };
    await setUp(
      { ...outside, netsuite: netsuiteAccess },
      { automaticSync: true, paymentSchedule: "hourly" },
    );
  }
  await announce({
    json,
    folder,
    keyFile,
    procore: { url: procoreServer.url, clientId, clientSecret, state: playedProcore.live() },
    app: appUrl,
    netsuite: netsuiteAccess,
    databaseUrl: postgres.connectionString,
    databaseMigrationUrl: postgres.ownerConnectionString,
  });
}

/**
 * A demo begins clean, unless it goes on. PostgreSQL may still run on what a demo that was killed
 * left behind.
 */
async function prepare(folder: string, keep: boolean): Promise<void> {
  const runs = () => existsSync(join(folder, "postgres-18/postmaster.pid"));
  if (runs()) await (await startEmbeddedPostgres(folder)).stop();
  if (runs()) {
    throw new Error(
      `Another demo is on ${folder}. Stop it, or set DEMO_PORT to the first of three other ports.`,
    );
  }
  if (keep) return checkKept(folder);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

let leaving: Promise<never> | undefined;

function leave(code: number): Promise<never> {
  leaving ??= stops.stopAll().then(() => process.exit(code));
  return leaving;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void leave(0));

function wanted(): Wanted {
  const flag = { type: "boolean", default: false } as const;
  try {
    const options = { json: flag, watch: flag, keep: flag, installed: flag };
    return parseArgs({ options }).values;
  } catch {
    throw new Error(
      "npm run demo takes --installed, --keep and --json, behind one more --: npm run demo -- --keep",
    );
  }
}

try {
  await start(wanted());
} catch (error) {
  if (!leaving) console.error(error instanceof Error ? error.message : error);
  void leave(1);
}
