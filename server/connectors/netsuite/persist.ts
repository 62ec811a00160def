import { RateLimitedError } from "../../errors.ts";
import type { Answer, Exchange } from "../../wire/exchange.ts";
import type { Pause } from "../connector.ts";
import { judge } from "./judge.ts";

interface Attempts {
  isWrite: boolean;
  pause: Pause;
  renew?(): void;
}

const THROTTLED_TRIES = 5;
const FAILED_TRIES = 3;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

/** Waits between attempts, outside the lane. Never repeats a write with an unknown outcome. */
export async function persist(
  attempt: () => Promise<Exchange>,
  { isWrite, pause, renew }: Attempts,
): Promise<Answer> {
  let throttled = 0;
  let failed = 0;
  let isRenewed = false;
  for (;;) {
    const verdict = judge(await attempt(), isWrite);
    if (verdict.kind === "done") return verdict.answer;
    if (verdict.kind === "throttled") {
      throttled += 1;
      const wait = Math.max(delay(throttled, pause), verdict.retryAfterMs ?? 0);
      if (throttled >= THROTTLED_TRIES || wait > LONGEST_DELAY_MS) {
        throw new RateLimitedError({ ...verdict.facts, retryAt: new Date(Date.now() + wait) });
      }
      await pause(wait);
    } else if (verdict.kind === "signed_out" && renew && !isRenewed) {
      isRenewed = true;
      renew();
    } else if (
      verdict.kind === "failed" &&
      verdict.error.code === "remote" &&
      ++failed < FAILED_TRIES
    ) {
      await pause(delay(failed, pause));
    } else {
      if (verdict.kind === "signed_out") renew?.();
      throw verdict.error;
    }
  }
}

/** Doubles, with jitter: workers that were refused together must not return together. */
function delay(attempt: number, { firstMs = FIRST_DELAY_MS }: Pause): number {
  return Math.min(LONGEST_DELAY_MS, firstMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}
