import { setTimeout as wait } from "node:timers/promises";
import { inCompany } from "../../server/database/scope.ts";
import { saveSettings } from "../../server/store/connections.ts";
import { findRecord, type SyncRecord } from "../../server/store/records.ts";
import { requestPush } from "../../server/sync/push/request-push.ts";
import { anActor } from "../an-actor.ts";
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

/** Each: half of the pushes without, all beside, half without. What slows the machine slows both. */
const ROUNDS = 5;
const PUSHES = 40;
const WARM_UP = 40;
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
  const stage = await openStage(stops);
  await startWorker(stops, stage.backend.env);
  say("setting up");
  const { backend, procore, netsuite, theirs } = stage;
  const company = await setUpCompany(backend, procore, netsuite);
  const neighbour = await setUpCompany(backend, procore, theirs, 1);
  const first = await approveCommitments(procore, company, company.vendorIds.length);
  await pushByHand(backend, company, first);
  const companies = { company, neighbour };

  say("one worker process");
  const one = await roundsOf(stage, companies);
  await startWorker(stops, backend.env);
  say("two worker processes");
  const two = await roundsOf(stage, companies);
  return {
    ratio: Math.max(ratioOf(one), ratioOf(two)),
    aim: 1.2,
    isAtMost: true,
    what: `p95 of a push while ${THEIRS} of another company wait for a NetSuite that answers after ${SLOW_MS / 1000} s ÷ without them, the median of ${ROUNDS} rounds; the worse of one and two worker processes`,
    oneWorker: figures(one),
    twoWorkers: figures(two),
    pushes: ROUNDS * PUSHES,
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

type Stage = Awaited<ReturnType<typeof openStage>>;

interface Companies {
  company: SetUp;
  neighbour: SetUp;
}

/** How long each push took, in ms. */
interface Round {
  without: number[];
  beside: number[];
}

async function roundsOf(stage: Stage, { company, neighbour }: Companies): Promise<Round[]> {
  const { backend, procore, theirs } = stage;
  // The first pushes of a process take longer.
  await pushEach(backend, company, await pileUp(backend, procore, { company, count: WARM_UP }));
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const waiting = await pileUp(backend, procore, { company: neighbour, count: THEIRS });
    const ours = await pileUp(backend, procore, { company, count: 2 * PUSHES });
    const timesOf = (count: number) => pushEach(backend, company, ours.splice(0, count));

    const before = await timesOf(PUSHES / 2);
    theirs.setPace({ slowMs: SLOW_MS });
    await switchOn(backend, neighbour);
    await wait(SPREAD_MS);
    const beside = await timesOf(PUSHES);
    const through = await countCommitments(backend, waiting, "success");
    if (through > 0) throw new Error(`${through} of the neighbour's commitments did not wait`);
    theirs.setPace({ slowMs: 0 });
    await untilCounted("success", () => countCommitments(backend, waiting, "success"), THEIRS);
    await switchOff(backend, neighbour);
    await untilQuiet(backend);
    const measured = { without: [...before, ...(await timesOf(PUSHES / 2))], beside };
    rounds.push(measured);
    say(`p95 ${rounded(p95(measured.without), 0)} ms without, ${rounded(p95(beside), 0)} beside`);
  }
  return rounds;
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

async function switchOff({ db }: OpenBackend, { connection }: SetUp): Promise<void> {
  await inCompany(db, connection.companyId, (scope) =>
    saveSettings(scope, connection, connection.settings),
  );
}

/** From asking for each push until it is in NetSuite, in ms. */
async function pushEach(
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
    await requestPush(parts, record, { by: anActor, action: "sync_requested" });
    await untilPushed(backend, record);
    times.push(performance.now() - begun);
  }
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

const ratioOf = (rounds: Round[]) =>
  median(rounds.map(({ without, beside }) => p95(beside) / p95(without)));

function figures(rounds: Round[]) {
  const of = (name: keyof Round) => {
    const times = rounds.flatMap((round) => round[name]);
    return { p95Ms: rounded(p95(times), 0), medianMs: rounded(median(times), 0) };
  };
  return {
    ratio: rounded(ratioOf(rounds)),
    ratios: rounds.map((round) => rounded(ratioOf([round]))),
    ofAll: rounded(of("beside").p95Ms / of("without").p95Ms),
    without: of("without"),
    beside: of("beside"),
  };
}
