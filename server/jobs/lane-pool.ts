import { setTimeout as wait } from "node:timers/promises";
import type { Session } from "../database/session.ts";
import { JobEndedError } from "./claim.ts";

interface HeldLane {
  lane: number;
  since: number;
  isBusy: boolean;
  idle?: NodeJS.Timeout | undefined;
}

const IDLE_MS = 250;
const RETRY_MS = 100;
const ASK_OTHERS_MS = 1_000;
/** A lane held this long may go to a process that has none. */
const TURN_MS = 2_000;
const YIELD_MS = 250;

/**
 * A lane is an advisory lock of the process's session, kept between calls while there is work. If
 * the session is lost, its calls count against the limit and get their lanes first when it is back.
 * Until then another process may take those lanes, and the ERP sees too many calls.
 */
export class LanePool {
  readonly key: number;
  readonly #session: Session;
  readonly #channel: string;
  #limit = 0;
  #held: HeldLane[] = [];
  /** Lanes of calls that began before the session was lost: no longer locked. */
  #strays = new Set<HeldLane>();
  #losses = 0;
  #waiting: ((lane: HeldLane) => void)[] = [];
  #isLocking = false;
  #askedOthersAt = -Infinity;
  #toGiveUp = { count: 0, until: 0 };
  #yieldUntil = 0;

  constructor(session: Session, { key, channel }: { key: number; channel: string }) {
    this.key = key;
    this.#session = session;
    this.#channel = channel;
    session.onLost(() => this.#lose());
  }

  setLimit(limit: number): void {
    this.#limit = limit;
  }

  /** Throws a JobEndedError, without a call, once the signal is aborted. */
  async run<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const lane = await this.#enter(signal);
    try {
      return await call();
    } finally {
      this.#leave(lane);
    }
  }

  #enter(signal?: AbortSignal): Promise<HeldLane> {
    return new Promise((resolve, reject) => {
      const enter = (lane: HeldLane) => {
        signal?.removeEventListener("abort", leave);
        resolve(lane);
      };
      const leave = () => {
        this.#waiting = this.#waiting.filter((one) => one !== enter);
        reject(new JobEndedError("ended while it waited for a lane", { cause: signal?.reason }));
      };
      if (signal?.aborted) return leave();
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting.push(enter);
      this.#serve();
    });
  }

  /** For a process without a lane: gives it half of ours, each after its call. */
  shareLanes(): void {
    this.#toGiveUp = {
      count: Math.ceil(this.#held.length / 2),
      until: performance.now() + 2 * ASK_OTHERS_MS,
    };
  }

  recover(): void {
    void this.#lockMissing();
  }

  #lose(): void {
    this.#losses += 1;
    for (const lane of this.#held) {
      clearTimeout(lane.idle);
      if (lane.isBusy) this.#strays.add(lane);
    }
    this.#held = [];
  }

  #leave(lane: HeldLane): void {
    lane.isBusy = false;
    if (!this.#strays.delete(lane)) {
      if (lane.lane > this.#limit || this.#shouldGiveUp(lane)) this.#giveBack(lane);
      else this.#rest(lane);
    }
    this.#serve();
  }

  #shouldGiveUp({ since }: HeldLane): boolean {
    const now = performance.now();
    const { count, until } = this.#toGiveUp;
    if (count === 0 || now > until || now - since < TURN_MS) return false;
    this.#toGiveUp.count -= 1;
    this.#yieldUntil = now + YIELD_MS;
    return true;
  }

  #rest(lane: HeldLane): void {
    lane.idle = setTimeout(() => this.#giveBack(lane), IDLE_MS);
  }

  #giveBack(lane: HeldLane): void {
    this.#held = this.#held.filter((held) => held !== lane);
    this.#session.unlock(this.key, [lane.lane]).catch(() => undefined);
  }

  #serve(): void {
    this.#handOut();
    void this.#lockMissing();
  }

  #handOut(): void {
    for (const lane of this.#held) {
      if (this.#waiting.length === 0 || this.#underWay() >= this.#limit) break;
      if (lane.isBusy || lane.lane > this.#limit) continue;
      clearTimeout(lane.idle);
      lane.isBusy = true;
      this.#waiting.shift()?.(lane);
    }
  }

  #underWay(): number {
    return this.#strays.size + this.#held.filter(({ isBusy }) => isBusy).length;
  }

  #missing(): number {
    const room = this.#limit - this.#held.length - this.#strays.size;
    const resting = this.#held.filter(({ isBusy }) => !isBusy).length;
    return Math.max(0, Math.min(this.#waiting.length - resting, room));
  }

  async #lockMissing(): Promise<void> {
    if (this.#isLocking) return;
    this.#isLocking = true;
    while (!this.#session.isOver && (this.#missing() > 0 || this.#strays.size > 0)) {
      const pause = this.#yieldUntil - performance.now();
      if (pause > 0) await wait(pause);
      await this.#take().catch(() => undefined);
      this.#handOut();
      if (this.#missing() === 0 && this.#strays.size === 0) break;
      await this.#askOthers().catch(() => undefined);
      await wait(RETRY_MS);
    }
    this.#isLocking = false;
  }

  /** Only `#lockMissing` may call it: the session would lock a lane that it holds a second time. */
  async #take(): Promise<void> {
    await this.#lock([...this.#strays].map(({ lane }) => lane));
    const ours = new Set([...this.#held, ...this.#strays].map(({ lane }) => lane));
    const free = Array.from({ length: this.#limit }, (_, place) => place + 1).filter(
      (lane) => !ours.has(lane),
    );
    while (free.length > 0 && this.#missing() > 0) {
      await this.#lock(free.splice(0, this.#missing()));
    }
  }

  async #lock(lanes: number[]): Promise<void> {
    if (lanes.length === 0) return;
    const losses = this.#losses;
    const locked = await this.#session.lock(this.key, lanes);
    if (losses !== this.#losses) return;
    for (const lane of locked) {
      const stray = [...this.#strays].find((one) => one.lane === lane);
      if (stray) this.#strays.delete(stray);
      const held = stray ?? { lane, since: performance.now(), isBusy: false };
      this.#held.push(held);
      if (!held.isBusy) this.#rest(held);
    }
  }

  async #askOthers(): Promise<void> {
    const now = performance.now();
    if (this.#held.length + this.#strays.size > 0) return;
    if (now - this.#askedOthersAt < ASK_OTHERS_MS) return;
    this.#askedOthersAt = now;
    await this.#session.notify(this.#channel, `${this.key}`);
  }
}
