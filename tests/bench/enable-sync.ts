import { type Bench, rounded, say } from "./bench.ts";
import { barePushesSeconds } from "./drain/bare-pushes.ts";
import { outcomeOf } from "./drain/outcome.ts";
import { setUpCompany } from "./drain/set-up.ts";
import { drain, openStage, pileUp } from "./drain/stage.ts";

const COMMITMENTS = 1_000;
const LATENCY_MS = 20;
const CONCURRENCY = 10;
const WITHIN_SECONDS = 30;

/** What a person waits for who has looked at what is pending and turns automatic sync on. */
export const enableSync: Bench = async (stops) => {
  const stage = await openStage(stops, { latencyMs: LATENCY_MS, concurrency: CONCURRENCY });
  const { netsuite, backend } = stage;
  say("setting up");
  const company = await setUpCompany(backend, stage.procore, netsuite);
  const procoreIds = await pileUp(stage, company, COMMITMENTS);

  say("turning automatic sync on");
  const { queuedSeconds, seconds } = await drain(stage, company, procoreIds);
  const { calls, ...outcome } = await outcomeOf(netsuite, procoreIds);

  say("the same pushes by a bare client");
  const bareSeconds = await barePushesSeconds(netsuite, procoreIds, CONCURRENCY);
  return {
    ratio: bareSeconds / seconds,
    aim: rounded(bareSeconds / WITHIN_SECONDS),
    what: `time of ${COMMITMENTS} bare writes of the same orders (${LATENCY_MS} ms each, ${CONCURRENCY} at once) ÷ time from automatic sync on until as many pending are in NetSuite, which may be ${WITHIN_SECONDS} s`,
    queuedSeconds: rounded(queuedSeconds, 2),
    seconds: rounded(seconds, 2),
    bareSeconds: rounded(bareSeconds, 2),
    callsPerPush: calls / COMMITMENTS,
    ...outcome,
  };
};
