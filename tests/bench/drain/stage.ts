import { setTimeout as wait } from "node:timers/promises";
import type { Options } from "../../sandbox/netsuite/options.ts";
import type { Child } from "../child-process.ts";
import { listen, type OpenBackend, openBackend } from "../open-backend.ts";
import type { Stops } from "../stops.ts";
import { Sandbox } from "./sandbox.ts";
import {
  approveCommitments,
  countCommitments,
  lastPushedAt,
  pushByHand,
  type SetUp,
  switchOn,
  untilCounted,
  untilQuiet,
} from "./set-up.ts";
import { type Cost, costOf } from "./statement-cost.ts";
import { startWorker } from "./worker-process.ts";

const SETTLE_MS = 2_000;

/** The web process is this one; worker, Procore and NetSuite are processes of their own. */
export interface Stage {
  backend: OpenBackend;
  procore: Sandbox;
  netsuite: Sandbox;
  worker: Child;
}

export async function openStage(stops: Stops, options: Partial<Options>): Promise<Stage> {
  const { server, url: appUrl } = await listen(stops);
  const procore = await Sandbox.startProcore(stops, appUrl);
  const netsuite = await Sandbox.start(stops, { system: "netsuite", options });
  const backend = await openBackend(stops, { server, appUrl, procoreUrl: procore.url });
  return { backend, procore, netsuite, worker: await startWorker(stops, backend.env) };
}

/** So many commitments that wait for automatic sync, and whose vendors are in NetSuite. */
export async function pileUp(
  { backend, procore }: Stage,
  company: SetUp,
  count: number,
): Promise<string[]> {
  const first = await approveCommitments(procore, company, company.vendorIds.length);
  await pushByHand(backend, company, first);
  const procoreIds = await approveCommitments(procore, company, count);
  await untilCounted("pending", () => countCommitments(backend, procoreIds, "pending"), count);
  // What is due is due for a while again: nothing of it falls into what is measured.
  await backend.everyTick();
  await untilQuiet(backend);
  await wait(SETTLE_MS);
  return procoreIds;
}

/** From switching automatic sync on, as the API does, until all are queued, and until the last one is synced. */
export async function drain(
  { backend, netsuite, worker }: Stage,
  company: SetUp,
  procoreIds: string[],
): Promise<{ queuedSeconds: number; seconds: number; cost: Cost }> {
  await netsuite.forgetCalls();
  let [begun, queued] = [Number.NaN, Number.NaN];
  const cost = await costOf(worker, async () => {
    begun = Date.now();
    await switchOn(backend, company);
    queued = Date.now();
    const count = () => countCommitments(backend, procoreIds, "success");
    await untilCounted("success", count, procoreIds.length);
  });
  const last = (await lastPushedAt(backend)).getTime();
  return { queuedSeconds: (queued - begun) / 1000, seconds: (last - begun) / 1000, cost };
}
