import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import { type Absence, absenceOf, reasonOf } from "./absence.ts";

/** Repeats a start-up step while PostgreSQL takes no connections; a step must be safe to repeat. */
export type Patience = <T>(step: () => Promise<T>) => Promise<T>;

interface PatienceParts {
  log: Logger;
  /** True: nobody waits any longer, and the error is thrown. */
  isOver?(): boolean;
  limits?: { comingMs: number; refusedMs: number };
}

/** A starting server may recover for minutes; one that refuses may be a wrong address. */
const LIMITS = { comingMs: 300_000, refusedMs: 30_000 };
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
const TELL_AGAIN_MS = 10_000;

export function createPatience({
  log,
  isOver = () => false,
  limits = LIMITS,
}: PatienceParts): Patience {
  return async (step) => {
    const begun = performance.now();
    let told = -Infinity;
    let pause = FIRST_PAUSE_MS;
    for (;;) {
      try {
        return await step();
      } catch (error) {
        const absence = absenceOf(error);
        const waited = performance.now() - begun;
        const most = absence === "coming" ? limits.comingMs : limits.refusedMs;
        if (!absence || waited > most || isOver()) throw error;
        if (performance.now() - told > TELL_AGAIN_MS) {
          told = performance.now();
          log.warn({ reason: reasonOf(error) }, SAID[absence](Math.round(most / 1000)));
        }
      }
      await wait(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  };
}

const SAID: Record<Absence, (seconds: number) => string> = {
  coming: (seconds) =>
    `PostgreSQL is starting up or recovering: waiting for it, ${seconds} s at most`,
  refused: (seconds) => `PostgreSQL refuses connections: waiting for it, ${seconds} s at most`,
};
