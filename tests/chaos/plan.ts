import fc from "fast-check";
import { type Deed, deeds } from "./plan-deeds.ts";
import type { At } from "./plan-step.ts";
import { type Trouble, troubles } from "./plan-troubles.ts";

export type Step = At<Deed | Trouble>;

export interface Plan {
  seed: number;
  seconds: number;
  steps: Step[];
}

/** All that happens to whom, and when: the same for the same seed, and made before anything runs. */
export function planOf(seed: number, seconds: number): Plan {
  const arbitrary = fc.tuple(deeds(seconds * 1_000), troubles(seconds * 1_000));
  const [drawn] = fc.sample(arbitrary, { seed, numRuns: 1, unbiased: true });
  const steps = drawn!.flat().toSorted((one, other) => one.at - other.at);
  return { seed, seconds, steps };
}

/** As it is printed: one line. */
export function inWords({ at, does: { do: what, ...rest } }: Step): string {
  const facts = Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `${(at / 1_000).toFixed(2).padStart(6)} s  ${what}  ${facts.join("  ")}`.trimEnd();
}
