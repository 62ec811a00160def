import { Stops } from "../bench/stops.ts";
import { calmDown, minutes, night } from "./calm-down.ts";
import { carryOut } from "./carry-out.ts";
import { evidenceOf } from "./evidence.ts";
import { People } from "./people.ts";
import type { Plan } from "./plan.ts";
import type { ChaosPostgres } from "./postgres.ts";
import { openStage } from "./stage.ts";
import { verdictOn } from "./verdict.ts";

export interface Played {
  /** What is not as it should be; empty: the seed is clean. */
  problems: string[];
  /** What was done when, and what came of it; of a seed that is not clean, all that was kept. */
  log: string[];
}

/** Carries a plan out on a world of its own, and holds what is left against both systems. */
export async function play(postgres: ChaosPostgres, plan: Plan): Promise<Played> {
  const stops = new Stops();
  const log: string[] = [];
  try {
    const stage = await openStage(stops, postgres, plan.seed);
    const begun = performance.now();
    const say = (text: string) =>
      void log.push(`${((performance.now() - begun) / 1_000).toFixed(2)} s: ${text}`);
    const people = new People(stage, say);
    let open: string[] = [];
    for (const { passes, ...part } of partsOf(plan)) {
      await carryOut(stage, people, { ...part, say });
      open = await calmDown(stage, people, { passes, say });
      if (open.length > 0) break;
    }
    const problems =
      open.length > 0 ? open.map((one) => `still open: ${one}`) : await verdictOn(stage);
    if (problems.length > 0) log.push(...(await evidenceOf(stage)));
    return { problems, log };
  } finally {
    await stops.stopAll();
  }
}

/**
 * At half-time all comes to rest, so that on a slow machine too there is something to pay. After
 * the end comes what people could not do before, and a night.
 */
function partsOf({ steps, seconds }: Plan) {
  const half = (seconds * 1_000) / 2;
  return [
    { from: 0, steps: steps.filter(({ at }) => at < half), passes: minutes },
    { from: half, steps: steps.filter(({ at }) => at >= half), passes: minutes },
    { from: 0, steps: [], passes: night },
  ];
}
