import { setTimeout as wait } from "node:timers/promises";
import type { Stops } from "../bench/stops.ts";
import type { TestDatabase } from "../database.ts";
import { install, type Installed, connectionTo } from "../world/install.ts";
import { openWork } from "../world/open-work.ts";
import {
  environment,
  serveNetSuite,
  type ServedNetSuite,
  type ServedProcore,
  serveProcore,
} from "../world/outside.ts";
import { AppProcess } from "./app-process.ts";
import { freePort } from "./free-port.ts";
import { type ProcessName, PROCESSES, type SystemName } from "./plan-troubles.ts";
import { Post } from "./post.ts";
import type { ChaosPostgres } from "./postgres.ts";

export interface Stage {
  postgres: ChaosPostgres;
  database: { admin: TestDatabase["admin"] };
  processes: Record<ProcessName, AppProcess>;
  appUrl: string;
  procore: ServedProcore;
  netsuite: ServedNetSuite;
  /** Another company's account, which is slow at times. */
  neighbour: ServedNetSuite;
  systems: Record<SystemName, ServedProcore | ServedNetSuite>;
  ours: Installed;
  theirs: Installed;
  post: Post;
}

const NEIGHBOUR = { accountId: "NOISE31", seed: 9 };
const SETTINGS = { automaticSync: true, paymentSchedule: "hourly" } as const;
const READY_MS = 60_000;
const LOOK_MS = 100;

/** One web process and two workers between the sandboxes, and two companies that are set up. */
export async function openStage(
  stops: Stops,
  postgres: ChaosPostgres,
  seed: number,
): Promise<Stage> {
  const name = `chaos_${seed}`;
  const { appUrl: databaseUrl, admin: pool } = await postgres.openDatabase(stops, name);
  const admin = pool as unknown as TestDatabase["admin"];
  const port = await freePort();
  const appUrl = `http://127.0.0.1:${port}`;
  const served = <System extends { close(): Promise<void> }>(begin: () => Promise<System>) =>
    stops.start(begin, (system) => system.close());
  const procore = await served(() => serveProcore(appUrl));
  const netsuite = await served(() => serveNetSuite());
  const neighbour = await served(() => serveNetSuite(NEIGHBOUR));
  const webhooks = { timeoutMs: 5_000, baseBackoffMs: 200, maxBackoffMs: 2_000 };
  await procore.system.act({ do: "set_webhook_options", ...webhooks });

  const env = {
    ...environment(appUrl, procore),
    DATABASE_URL: databaseUrl,
    POLL_SECONDS: "10",
    LOG_LEVEL: "info",
  };
  const open = (process: ProcessName) =>
    stops.start(
      async () => {
        const role = process === "web" ? { ROLE: "web", PORT: String(port) } : { ROLE: "worker" };
        const started = new AppProcess(process, { ...env, ...role });
        started.start();
        return started;
      },
      (one) => one.end(),
    );
  const [web, first, second] = await Promise.all(PROCESSES.map(open));
  const processes = { web: web!, "worker 1": first!, "worker 2": second! };
  await Promise.all(Object.values(processes).map(({ started }) => started));

  const database = { admin };
  const outside = { appUrl, procore, netsuite, database };
  const ours = await install(outside, SETTINGS);
  const theirs = await install(outside, SETTINGS, "stranger", connectionTo(neighbour));
  await untilLookedAt({ procore, database }, [ours, theirs]);
  const systems = { procore, netsuite, neighbour };
  const post = new Post(procore.system);
  return { ...outside, postgres, processes, neighbour, systems, ours, theirs, post };
}

/** What was there before us makes no activity: the first poll has to be over. */
async function untilLookedAt(
  stage: Pick<Stage, "procore" | "database">,
  companies: Installed[],
): Promise<void> {
  const wanted = companies.flatMap(({ projects }) => projects.map(({ id }) => `requisition:${id}`));
  const deadline = performance.now() + READY_MS;
  for (;;) {
    const cursors = await stage.database.admin("cursors").pluck<string[]>("name");
    const open = [...wanted.filter((name) => !cursors.includes(name)), ...(await openWork(stage))];
    if (open.length === 0) return;
    if (performance.now() > deadline) throw new Error(`not ready: ${open.join(", ")}`);
    await wait(LOOK_MS);
  }
}
