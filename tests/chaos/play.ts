import { setTimeout as wait } from "node:timers/promises";
import { Stops } from "../bench/stops.ts";
import { calmDown } from "./calm-down.ts";
import { evidenceOf } from "./evidence.ts";
import { makeTrouble } from "./make-trouble.ts";
import { People } from "./people.ts";
import { type Trouble, TROUBLES } from "./plan-troubles.ts";
import { inWords, type Plan, type Step } from "./plan.ts";
import type { ChaosPostgres } from "./postgres.ts";
import { openStage, type Stage } from "./stage.ts";
import { verdictOn } from "./verdict.ts";

export interface Played {
  /** What is not as it should be; empty: the seed is clean. */
  problems: string[];
  /** What was done when, and what came of it; of a seed that is not clean, all that was kept. */
  log: string[];
}

const POSTPONED_MS = 500;

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
    await carryOut(stage, people, { plan, say });
    const open = await calmDown(stage, people, say);
    const problems =
      open.length > 0 ? open.map((one) => `still open: ${one}`) : await verdictOn(stage);
    if (problems.length > 0) log.push(...(await evidenceOf(stage)));
    return { problems, log };
  } finally {
    await stops.stopAll();
  }
}

interface Carrying {
  plan: Plan;
  say(text: string): void;
}

async function carryOut(stage: Stage, people: People, { plan, say }: Carrying): Promise<void> {
  const begun = performance.now();
  for (const [name, { faults }] of Object.entries(stage.systems)) {
    faults.onTake = ({ kind }, call) => say(`${kind} met ${name}'s ${call}`);
  }
  const underWay: Promise<void>[] = [];
  const over = new AbortController();
  const postponed = (async () => {
    while (!over.signal.aborted) {
      await people.doPostponed();
      await wait(POSTPONED_MS);
    }
  })();
  for (const step of plan.steps) {
    await wait(Math.max(0, step.at - (performance.now() - begun)));
    const { does } = step;
    const doing = isTrouble(does) ? makeTrouble(stage, does) : people.do(does);
    const noted = doing.then((outcome) => say(`${inWords(step)}: ${outcome}`));
    // A press waits for its answer, and trouble lasts: the others do not wait for them.
    if (isTrouble(does) || does.do === "press Sync payments") underWay.push(noted);
    else await noted;
  }
  await Promise.all(underWay);
  over.abort();
  await postponed;
}

const isTrouble = (does: Step["does"]): does is Trouble => (TROUBLES as string[]).includes(does.do);
