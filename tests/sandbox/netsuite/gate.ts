import { setTimeout as wait } from "node:timers/promises";
import type { Options } from "./options.ts";
import { Refusal } from "./refusal.ts";

/**
 * The account's concurrency limit, shared by token, record and query calls. A call keeps its slot
 * as long as it takes.
 */
export class Gate {
  readonly #options: Options;
  readonly #stopping = new AbortController();
  #inFlight = 0;
  #peak = 0;
  #refused = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  async pass(work: () => Promise<Response>): Promise<Response> {
    if (this.#inFlight >= this.#options.concurrency) {
      this.#refused += 1;
      return limitExceeded(this.#options.concurrencyStatus);
    }
    this.#inFlight += 1;
    this.#peak = Math.max(this.#peak, this.#inFlight);
    try {
      if (this.#options.latencyMs > 0) {
        await wait(this.#options.latencyMs, undefined, { signal: this.#stopping.signal }).catch(
          () => undefined,
        );
      }
      return await work();
    } finally {
      this.#inFlight -= 1;
    }
  }

  state(): { inFlight: number; peak: number; refused: number } {
    return { inFlight: this.#inFlight, peak: this.#peak, refused: this.#refused };
  }

  forget(): void {
    this.#peak = this.#inFlight;
    this.#refused = 0;
  }

  stop(): void {
    this.#stopping.abort();
  }
}

export function limitExceeded(status: 429 | 400): Response {
  return new Refusal(status, {
    detail: "Concurrent request limit exceeded. Request blocked.",
    code: "CONCURRENCY_LIMIT_EXCEEDED",
  }).toResponse();
}
