import { setTimeout as sleep } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { RateLimitedError } from "../errors.ts";
import { retryAfterMs } from "../wire/retry-after.ts";
import { actorKey, type Actor } from "./actor.ts";
import type { Answer } from "./call.ts";

/** Longer than the spike window (10 s), shorter than people or a job's lease would wait. */
const LONGEST_WAIT_MS = 20_000;
/** The spike window: for answers without `X-Rate-Limit-Reset` and `Retry-After`. */
const UNNAMED_WAIT_MS = 10_000;

/** Procore counts by the hour: a later reset is a mistake. */
const LONGEST_RESET_MS = 2 * 3_600_000;
const MOST_SILENCES = 10_000;

/** How long each actor must send nothing. Other processes learn it from their own 429. */
export interface Pace {
  /** Waits while the actor must send nothing; throws a RateLimitedError when that is too long. */
  pass(actor: Actor, signal?: AbortSignal): Promise<void>;
  /** True: Procore turned the call away and carried nothing out. */
  isTurnedAway(actor: Actor, answer: Answer): boolean;
  turnedAway(actor: Actor): RateLimitedError;
}

interface Silence {
  until: number;
  reason: string;
}

const TOO_MANY = "too many calls just now; it goes on by itself in a moment";
const DOWN = "no answer just now; it goes on by itself as soon as there is one";

export function createPace(): Pace {
  const silences = new LRUCache<string, Silence>({ max: MOST_SILENCES });

  function keepSilent(actor: Actor, until: number, reason = TOO_MANY): void {
    const key = actorKey(actor);
    if (until > (silences.get(key)?.until ?? 0)) silences.set(key, { until, reason });
  }

  function turnedAway(actor: Actor): RateLimitedError {
    const { until, reason } = silences.get(actorKey(actor)) ?? {
      until: Date.now(),
      reason: TOO_MANY,
    };
    return new RateLimitedError({
      system: "Procore",
      reason,
      retryable: true,
      retryAt: new Date(until),
    });
  }

  return {
    turnedAway,
    async pass(actor, signal) {
      for (;;) {
        const wait = (silences.get(actorKey(actor))?.until ?? 0) - Date.now();
        if (wait <= 0) return;
        if (wait > LONGEST_WAIT_MS) throw turnedAway(actor);
        await sleep(wait, undefined, { signal });
      }
    },
    isTurnedAway(actor, answer) {
      const { status, headers } = answer;
      const reset = resetOf(headers);
      const retryAfter = retryAfterMs(headers);
      if (status === 429 || (status === 503 && headers.has("retry-after"))) {
        const named = [
          retryAfter === undefined ? undefined : Date.now() + retryAfter,
          status === 429 ? reset : undefined,
        ].filter((instant) => instant !== undefined);
        const until = named.length > 0 ? Math.max(...named) : Date.now() + UNNAMED_WAIT_MS;
        keepSilent(actor, until, status === 503 ? DOWN : TOO_MANY);
        return true;
      }
      if (headers.get("x-rate-limit-remaining") === "0" && reset) keepSilent(actor, reset);
      return false;
    },
  };
}

/** The header holds Unix seconds. */
function resetOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get("x-rate-limit-reset") ?? Number.NaN);
  if (!Number.isFinite(seconds) || seconds <= 0) return undefined;
  return Math.min(seconds * 1000, Date.now() + LONGEST_RESET_MS);
}
