import { setTimeout as wait } from "node:timers/promises";
import { makeTrouble } from "./make-trouble.ts";
import type { People } from "./people.ts";
import { type Trouble, TROUBLES } from "./plan-troubles.ts";
import { inWords, type Step } from "./plan.ts";
import type { Stage } from "./stage.ts";

const POSTPONED_MS = 500;

/** Each step at its time, with what came of it in the log. `from`: when they begin, in the plan. */
export async function carryOut(
  stage: Stage,
  people: People,
  { steps, from, say }: { steps: Step[]; from: number; say(text: string): void },
): Promise<void> {
  const begun = performance.now() - from;
  for (const [name, { faults }] of Object.entries(stage.systems)) {
    faults.onTake = ({ kind }, call) => say(`${kind} met ${name}'s ${call}`);
  }
  const over = new AbortController();
  const postponed = (async () => {
    while (!over.signal.aborted) {
      await people.doPostponed();
      await wait(POSTPONED_MS);
    }
  })();
  const underWay: Promise<void>[] = [];
  for (const step of steps) {
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
