import { setTimeout as wait } from "node:timers/promises";
import { inCompany } from "../../server/database/scope.ts";
import { findRecord, type SyncRecord } from "../../server/store/records.ts";
import { requestPush } from "../../server/sync/push/request-push.ts";
import { type Bench, median, rounded, say } from "./bench.ts";
import { Sandbox } from "./drain/sandbox.ts";
import {
  approveCommitments,
  countCommitments,
  pushByHand,
  type SetUp,
  setUpCompany,
  switchOn,
  untilCounted,
  untilQuiet,
} from "./drain/set-up.ts";
import { startWorker } from "./drain/worker-process.ts";
import { listen, type OpenBackend, openBackend } from "./open-backend.ts";
import type { Stops } from "./stops.ts";

const PUSHES = 40;
const THEIRS = 60;
const LATENCY_MS = 50;
const SLOW_MS = 30_000;
/** In which the slow company's jobs take what they can get. */
const SPREAD_MS = 3_000;
const LOOK_MS = 10;

/**
 * One company's commitments are pushed by hand, one after the other, without and with another
 * company whose sixty commitments wait for a NetSuite that answers after 30 s; with one worker
 * process and with two.
 */
export const noisyNeighbour: Bench = async (stops) => {
  const { backend, procore, netsuite, theirs } = await openStage(stops);
  await startWorker(stops, backend.env);
  say("setting up");
  const company = await setUpCompany(backend, procore, netsuite);
  const neighbour = await setUpCompany(backend, procore, theirs, 1);
  const first = await approveCommitments(procore, company, company.vendorIds.length);
  await pushByHand(backend, company, first);
  const waiting = await pileUp(backend, procore, { company: neighbour, count: THEIRS });
  const pushed = await pileUp(backend, procore, { company, count: 4 * PUSHES });
  const some = () => timesOf(backend, company, pushed.splice(0, PUSHES));

  const without = { one: await some(), two: [] as number[] };
  const second = await startWorker(stops, backend.env);
  without.two = await some();
  say("the neighbour's NetSuite slows down");
  await theirs.fail({ method: "*", path: "/services/*", kind: "delay", ms: SLOW_MS });
  await switchOn(backend, neighbour);
  await wait(SPREAD_MS);
  const two = await some();
  await second.stop();
  await wait(SPREAD_MS);
  const one = await some();
  const through = await countCommitments(backend, waiting, "success");
  if (through > 0) throw new Error(`${through} of the neighbour's commitments did not wait`);

  const ratios = { one: p95(one) / p95(without.one), two: p95(two) / p95(without.two) };
  return {
    ratio: Math.max(ratios.one, ratios.two),
    aim: 1.2,
    isAtMost: true,
    what: `p95 of a push while ${THEIRS} of another company wait for a NetSuite that answers after ${SLOW_MS / 1000} s ÷ without them; the worse of one and two worker processes`,
    oneWorker: figures(ratios.one, { without: without.one, beside: one }),
    twoWorkers: figures(ratios.two, { without: without.two, beside: two }),
    pushes: PUSHES,
  };
};

async function openStage(stops: Stops) {
  const { server, url: appUrl } = await listen(stops);
  const procore = await Sandbox.startProcore(stops, appUrl);
  const options = { latencyMs: LATENCY_MS };
  const netsuite = await Sandbox.start(stops, { system: "netsuite", options });
  const theirs = await Sandbox.start(stops, {
    system: "netsuite",
    options: { ...options, accountId: "SLOW31", seed: 9 },
  });
  const backend = await openBackend(stops, { server, appUrl, procoreUrl: procore.url });
  return { backend, procore, netsuite, theirs };
}

/** Commitments that wait for automatic sync. */
async function pileUp(
  backend: OpenBackend,
  procore: Sandbox,
  { company, count }: { company: SetUp; count: number },
): Promise<string[]> {
  const ids = await approveCommitments(procore, company, count);
  await untilCounted("pending", () => countCommitments(backend, ids, "pending"), count);
  await untilQuiet(backend);
  return ids;
}

/** From asking for each push until it is in NetSuite, in ms. */
async function timesOf(
  backend: OpenBackend,
  { connection }: SetUp,
  procoreIds: string[],
): Promise<number[]> {
  const { db, parts } = backend;
  const times: number[] = [];
  for (const procoreId of procoreIds) {
    const record = await inCompany(db, connection.companyId, (scope) =>
      findRecord(scope, { ...connection, kind: "commitment", procoreId }),
    );
    if (!record) throw new Error(`there is no commitment ${procoreId}`);
    const begun = performance.now();
    await requestPush(parts, record, "bench");
    await untilPushed(backend, record);
    times.push(performance.now() - begun);
  }
  say(`${procoreIds.length} pushes: p95 ${Math.round(p95(times))} ms`);
  return times;
}

const LOST_MS = 60_000;

async function untilPushed({ admin }: OpenBackend, { recordId }: SyncRecord): Promise<void> {
  const deadline = performance.now() + LOST_MS;
  const isPushed = async () =>
    (await admin("records").where({ record_id: recordId }).first("status"))?.status === "success";
  while (!(await isPushed())) {
    if (performance.now() > deadline) throw new Error(`a push took more than ${LOST_MS} ms`);
    await wait(LOOK_MS);
  }
}

function p95(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
}

function figures(ratio: number, { without, beside }: { without: number[]; beside: number[] }) {
  const of = (times: number[]) => ({
    p95Ms: rounded(p95(times), 0),
    medianMs: rounded(median(times), 0),
  });
  return { ratio: rounded(ratio), without: of(without), beside: of(beside) };
}
