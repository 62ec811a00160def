import { parseArgs } from "node:util";
import { log } from "../../server/log.ts";
import { Stops } from "../bench/stops.ts";
import { keepLog } from "./keep-log.ts";
import { inWords, planOf } from "./plan.ts";
import { play } from "./play.ts";
import { startPostgres } from "./postgres.ts";

const { values } = parseArgs({
  options: {
    /** How many, from 1 on; or only `seed`. */
    seeds: { type: "string", default: "3" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    seconds: { type: "string", default: "20" },
  },
});

const MOST_SHOWN = 20;

const stops = new Stops();
// What the harness itself does while PostgreSQL is away is of no interest.
log.level = "fatal";

async function run(): Promise<void> {
  const first = Number(values.seed ?? values.from);
  const count = values.seed ? 1 : Number(values.seeds);
  const postgres = await startPostgres(stops);
  const failed: number[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const plan = planOf(seed, Number(values.seconds));
    if (values.seed) for (const step of plan.steps) console.log(inWords(step));
    const begun = performance.now();
    const { problems, log: done } = await play(postgres, plan);
    const file = await keepLog(plan, done);
    const took = Math.round((performance.now() - begun) / 1_000);
    const outcome = problems.length === 0 ? "clean" : `${problems.length} problems, see ${file}`;
    console.log(`seed ${seed}: ${outcome} (${took} s)`);
    for (const problem of problems.slice(0, MOST_SHOWN)) console.log(`  ${problem}`);
    if (problems.length > 0) failed.push(seed);
  }
  console.log(`${count - failed.length} of ${count} seeds clean`);
  for (const seed of failed) console.log(`  again: npm run chaos -- --seed ${seed}`);
  if (failed.length > 0) process.exitCode = 1;
}

let leaving: Promise<void> | undefined;
const leave = () => (leaving ??= stops.stopAll());
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => void leave().then(() => process.exit(130)));
}
await run().finally(leave);
process.exit();
