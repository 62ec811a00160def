import { setTimeout as wait } from "node:timers/promises";
import { type Statements, sent, statementsOf, sum } from "../../statements.ts";
import { rounded } from "../bench.ts";
import { type Child, messageOf } from "../child-process.ts";

/** Statements of a stretch of time, by process; the web process is this one. */
export interface Cost {
  worker: Statements;
  web: Statements;
  seconds: number;
}

type Look = (waits: () => Promise<unknown>) => Promise<void>;

const QUEUE = "crosstie jobs";
/** Several times as long as from tick to tick: one more or less must not count for much. */
const IDLE_MS = 40_000;

/** What `run` only looks at, to see whether it is at its end, costs nothing. */
export async function costOf(worker: Child, run: (look: Look) => Promise<unknown>): Promise<Cost> {
  const begun = performance.now();
  const before = { worker: await askWorker(worker), web: { ...sent } };
  const looks: Statements = {};
  await run(async (waits) => add(looks, await statementsOf(waits)));
  add(before.web, looks);
  return {
    worker: difference(await askWorker(worker), before.worker),
    web: difference({ ...sent }, before.web),
    seconds: (performance.now() - begun) / 1000,
  };
}

/** What goes on while nobody asks for anything. */
export function idleCost(worker: Child): Promise<Cost> {
  return costOf(worker, () => wait(IDLE_MS));
}

/** Of one of so many pieces, without what would have been sent anyway; pg-boss's own apart. */
export function apiece(
  cost: Cost,
  idle: Cost,
  { pieces, of }: { pieces: number; of: ("worker" | "web")[] },
): { all: number; ours: number; queue: number } {
  const share = (count: (statements: Statements) => number) =>
    of.reduce((total, process) => {
      const anyway = (count(idle[process]) / idle.seconds) * cost.seconds;
      return total + (count(cost[process]) - anyway) / pieces;
    }, 0);
  const [all, queue] = [share(sum), share((statements) => statements[QUEUE] ?? 0)];
  return { all: rounded(all, 1), ours: rounded(all - queue, 1), queue: rounded(queue, 1) };
}

/** One question at a time: a second answer would wait for whoever asks next. */
function askWorker(worker: Child): Promise<Statements> {
  const answer = messageOf<Statements>(worker);
  worker.process.send("statements");
  return answer;
}

function add(to: Statements, statements: Statements): void {
  for (const [name, count] of Object.entries(statements)) to[name] = (to[name] ?? 0) + count;
}

function difference(after: Statements, before: Statements): Statements {
  return Object.fromEntries(
    Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]),
  );
}
