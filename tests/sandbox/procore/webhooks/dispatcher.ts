import { now, type ProcoreState } from "../state.ts";
import { post } from "./post.ts";
import type { Delivery } from "./records.ts";

/** One destination URL: what waits for it and how long it has been failing. */
interface Lane {
  queue: Delivery[];
  inFlight: Set<Promise<void>>;
  failures: number;
  failingSince: number | null;
  retryAt: number;
  timer: NodeJS.Timeout | undefined;
}

const WIDTH = 4;

/**
 * Sends deliveries as Procore does: a failure pauses the whole destination, waits double each time,
 * and after twelve hours of failing flushes what is queued. All times are the sandbox's clock.
 */
export class Dispatcher {
  #lanes = new Map<string, Lane>();
  #state: () => ProcoreState;
  #isStopped = false;

  constructor(state: () => ProcoreState) {
    this.#state = state;
  }

  enqueue(delivery: Delivery): void {
    const url = this.#state().hooks.get(delivery.hookId)?.destinationUrl;
    if (!url) return;
    let lane = this.#lanes.get(url);
    if (!lane) {
      lane = {
        queue: [],
        inFlight: new Set(),
        failures: 0,
        failingSince: null,
        retryAt: 0,
        timer: undefined,
      };
      this.#lanes.set(url, lane);
    }
    lane.queue.push(delivery);
    this.#pump(lane);
  }

  /** Looks at every destination again; call after the clock or the options changed. */
  wake(): void {
    for (const lane of this.#lanes.values()) this.#pump(lane);
  }

  /** Resolves when nothing is on its way: each destination is empty or backing off. */
  async settle(): Promise<void> {
    for (;;) {
      const sending = [...this.#lanes.values()].flatMap(({ inFlight }) => [...inFlight]);
      if (sending.length === 0) return;
      await Promise.all(sending);
    }
  }

  clear(): void {
    for (const { timer } of this.#lanes.values()) clearTimeout(timer);
    this.#lanes.clear();
  }

  stop(): void {
    this.#isStopped = true;
    this.clear();
  }

  #pump(lane: Lane): void {
    const state = this.#state();
    clearTimeout(lane.timer);
    if (this.#isStopped || state.webhookOptions.paused) return;
    const at = now(state).getTime();
    if (
      lane.failingSince !== null &&
      at - lane.failingSince >= state.webhookOptions.discardAfterMs
    ) {
      return flush(lane);
    }
    if (lane.failingSince !== null && at < lane.retryAt) {
      lane.timer = setTimeout(() => this.#pump(lane), lane.retryAt - at);
      lane.timer.unref();
      return;
    }
    const width = lane.failingSince === null ? WIDTH : 1;
    while (lane.inFlight.size < width && lane.queue.length > 0) {
      const delivery = lane.queue.shift();
      if (delivery) this.#start(lane, delivery);
    }
  }

  #start(lane: Lane, delivery: Delivery): void {
    const sending = this.#attempt(lane, delivery).finally(() => {
      lane.inFlight.delete(sending);
      this.#pump(lane);
    });
    lane.inFlight.add(sending);
  }

  async #attempt(lane: Lane, delivery: Delivery): Promise<void> {
    const state = this.#state();
    const hook = state.hooks.get(delivery.hookId);
    if (!hook) {
      delivery.status = "discarded";
      return;
    }
    const attempt = await post(state, hook, delivery);
    delivery.attempts.push(attempt);
    if (attempt.status !== null && attempt.status >= 200 && attempt.status < 300) {
      delivery.status = "delivered";
      lane.failures = 0;
      lane.failingSince = null;
      return;
    }
    delivery.status = "retrying";
    lane.queue.unshift(delivery);
    backOff(state, lane);
  }
}

/** Several sends may fail together: only the first of them lengthens the wait. */
function backOff(state: ProcoreState, lane: Lane): void {
  const at = now(state).getTime();
  lane.failingSince ??= at;
  if (lane.failures > 0 && at < lane.retryAt) return;
  const { baseBackoffMs, maxBackoffMs } = state.webhookOptions;
  lane.retryAt = at + Math.min(baseBackoffMs * 2 ** lane.failures, maxBackoffMs);
  lane.failures += 1;
}

function flush(lane: Lane): void {
  for (const delivery of lane.queue) delivery.status = "discarded";
  lane.queue = [];
  lane.failures = 0;
  lane.failingSince = null;
}
