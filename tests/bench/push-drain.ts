import { setTimeout as wait } from "node:timers/promises";
import { type Bench, rounded, say } from "./bench.ts";
import type { Child } from "./child-process.ts";
import { bareCallMs } from "./drain/bare-client.ts";
import { outcomeOf } from "./drain/outcome.ts";
import { Sandbox } from "./drain/sandbox.ts";
import {
  approveCommitments,
  countCommitments,
  lastPushedAt,
  pushByHand,
  type SetUp,
  setUpCompany,
  switchOn,
  untilCounted,
  untilQuiet,
} from "./drain/set-up.ts";
import { apiece, type Cost, costOf, idleCost } from "./drain/statement-cost.ts";
import { travelRoads } from "./drain/webhook-roads.ts";
import { startWorker } from "./drain/worker-process.ts";
import { listen, type OpenBackend, openBackend } from "./open-backend.ts";
import type { Stops } from "./stops.ts";

const COMMITMENTS = 1_000;
const LATENCY_MS = 50;
const CONCURRENCY = 5;
const SETTLE_MS = 2_000;

/**
 * The web process is this one; worker, Procore and NetSuite are processes of their own. Commitments
 * come in as they do in life, by webhook, and wait because automatic sync is off. The clock runs
 * from switching it on, as the API does, until the last one is synced.
 */
export const pushDrain: Bench = async (stops) => {
  const stage = await openStage(stops);
  const { netsuite, worker } = stage;
  say("setting up");
  const company = await setUpCompany(stage.backend, stage.procore, netsuite);
  const procoreIds = await pileUp(stage, company);
  const idle = await idleCost(worker);

  say("draining");
  const drained = await drain(stage, company, procoreIds);
  const { calls, ...outcome } = await outcomeOf(netsuite, procoreIds);
  const bareMs = await bareCallMs(netsuite, CONCURRENCY);

  say("one webhook after the other");
  const travelled = await travelRoads({ ...stage, company });
  const { seconds } = drained;
  const idealSeconds = (calls * LATENCY_MS) / CONCURRENCY / 1000;
  // The most that any client reaches here: HTTP, timers and whoever else uses the machine take
  // their share of every call.
  const bareClientRatio = LATENCY_MS / bareMs;
  const aPush = apiece(drained.cost, idle, { pieces: COMMITMENTS, of: ["worker"] });
  const aWebhook = apiece(travelled.cost, idle, { pieces: travelled.roads, of: ["worker", "web"] });
  return {
    ratio: idealSeconds / seconds,
    aim: 0.9,
    what: `ideal time of NetSuite's calls (${LATENCY_MS} ms each, ${CONCURRENCY} at once) ÷ time from automatic sync on until ${COMMITMENTS} are synced`,
    seconds: rounded(seconds, 2),
    idealSeconds: rounded(idealSeconds, 2),
    pushesPerSecond: rounded(COMMITMENTS / seconds, 1),
    callsPerPush: calls / COMMITMENTS,
    ...outcome,
    eachOnce: true,
    bareClientRatio: rounded(bareClientRatio),
    ofBareClient: { ratio: rounded(idealSeconds / seconds / bareClientRatio), aim: 0.95 },
    statementsPerPush: { ...aPush, atMost: 12 },
    statementsPerWebhook: { ...aWebhook, atMost: 25 },
  };
};

interface Stage {
  backend: OpenBackend;
  procore: Sandbox;
  netsuite: Sandbox;
  worker: Child;
}

async function openStage(stops: Stops): Promise<Stage> {
  const { server, url: appUrl } = await listen(stops);
  const procore = await Sandbox.startProcore(stops, appUrl);
  const netsuite = await Sandbox.start(stops, {
    system: "netsuite",
    options: { latencyMs: LATENCY_MS, concurrency: CONCURRENCY },
  });
  const backend = await openBackend(stops, { server, appUrl, procoreUrl: procore.url });
  return { backend, procore, netsuite, worker: await startWorker(stops, backend.env) };
}

/** Commitments that wait for automatic sync, and whose vendors are in NetSuite. */
async function pileUp({ backend, procore }: Stage, company: SetUp): Promise<string[]> {
  const first = await approveCommitments(procore, company, company.vendorIds.length);
  await pushByHand(backend, company, first);
  const procoreIds = await approveCommitments(procore, company, COMMITMENTS);
  await untilCounted(
    "pending",
    () => countCommitments(backend, procoreIds, "pending"),
    COMMITMENTS,
  );
  // What is due is due for a while again: nothing of it falls into what is measured.
  await backend.everyTick();
  await untilQuiet(backend);
  await wait(SETTLE_MS);
  return procoreIds;
}

async function drain(
  { backend, netsuite, worker }: Stage,
  company: SetUp,
  procoreIds: string[],
): Promise<{ seconds: number; cost: Cost }> {
  await netsuite.forgetCalls();
  let begun = Number.NaN;
  const cost = await costOf(worker, async () => {
    begun = Date.now();
    await switchOn(backend, company);
    const count = () => countCommitments(backend, procoreIds, "success");
    await untilCounted("success", count, COMMITMENTS);
  });
  return { seconds: ((await lastPushedAt(backend)).getTime() - begun) / 1000, cost };
}
