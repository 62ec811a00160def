import { type Bench, rounded, say } from "./bench.ts";
import { bareCallMs } from "./drain/bare-client.ts";
import { outcomeOf } from "./drain/outcome.ts";
import { setUpCompany } from "./drain/set-up.ts";
import { drain, openStage, pileUp } from "./drain/stage.ts";
import { apiece, idleCost } from "./drain/statement-cost.ts";
import { travelRoads } from "./drain/webhook-roads.ts";

const COMMITMENTS = 1_000;
const LATENCY_MS = 50;
const CONCURRENCY = 5;

/** Commitments come in as they do in life, by webhook, and wait because automatic sync is off. */
export const pushDrain: Bench = async (stops) => {
  const stage = await openStage(stops, { latencyMs: LATENCY_MS, concurrency: CONCURRENCY });
  const { netsuite, worker } = stage;
  say("setting up");
  const company = await setUpCompany(stage.backend, stage.procore, netsuite);
  const procoreIds = await pileUp(stage, company, COMMITMENTS);
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
