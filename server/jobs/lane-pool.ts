import { randomUUID } from "node:crypto";
import type { Knex } from "knex";
import {
  type LaneOwner,
  createLanes,
  leaseLanes,
  releaseLanes,
  renewLanes,
} from "../store/lanes.ts";

interface HeldLane {
  lane: number;
  isBusy: boolean;
  /**
   * By our own clock, counted from before the lease was asked for: never later than what the
   * database thinks.
   */
  until: number;
  since: number;
  usedAt: number;
}

const LEASE_MS = 10_000;
/** How often leases are renewed while we hold any. */
const RENEW_MS = 500;
const IDLE_MS = 250;
/** While we wait for lanes that others hold. */
const ASK_MS = 100;
/** Held this long, a lane may go to another process that waits. */
const TURN_MS = 2_000;
/** Longer than ASK_MS, so that the other is sure to find it. */
const COURTESY_MS = 250;

/**
 * One process's share of one connection's lanes. While calls run, one statement each half second
 * renews all leases; a call itself costs none.
 * After a crash the lanes stay taken until the lease ends, which is right: the ERP may still be at
 * work on those calls.
 */
export class LanePool {
  readonly #db: Knex;
  readonly #of: LaneOwner;
  #limit = 0;
  #created = 0;
  #held: HeldLane[] = [];
  #waiting: ((lane: HeldLane) => void)[] = [];
  #isAsking = false;
  #askTimer: NodeJS.Timeout | undefined;
  #renewTimer: NodeJS.Timeout | undefined;
  #statements: Promise<unknown> = Promise.resolve();
  /**
   * How many lanes we should give to a process that waits, and until when not to ask for any
   * ourselves.
   */
  #owed = 0;
  #politeUntil = 0;

  constructor(db: Knex, of: { companyId: string; connectionId: string }) {
    this.#db = db;
    this.#of = { ...of, owner: randomUUID() };
  }

  setLimit(limit: number): void {
    this.#limit = limit;
  }

  async run<T>(call: () => Promise<T>): Promise<T> {
    const lane = await this.#enter();
    try {
      return await call();
    } finally {
      lane.isBusy = false;
      lane.usedAt = performance.now();
      if (this.#owed > 0 && lane.usedAt - lane.since > TURN_MS) this.#giveTurn(lane);
      this.#serve();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#askTimer);
    clearTimeout(this.#renewTimer);
    this.#release(this.#held);
    await this.#statements;
  }

  #enter(): Promise<HeldLane> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#serve();
    });
  }

  /** First come, first served, from the lanes we hold; for the rest the database is asked. */
  #serve(): void {
    for (const lane of this.#held) {
      if (this.#waiting.length === 0) return;
      if (lane.isBusy || lane.lane > this.#limit || performance.now() >= lane.until) continue;
      lane.isBusy = true;
      this.#waiting.shift()?.(lane);
    }
    if (this.#waiting.length > 0) this.#ask();
  }

  #ask(): void {
    if (this.#isAsking || this.#askTimer || this.#missing() === 0) return;
    const pause = this.#politeUntil - performance.now();
    if (pause > 0) return this.#askIn(pause);
    this.#isAsking = true;
    void this.#inTurn(() => this.#lease()).finally(() => {
      this.#isAsking = false;
      if (this.#missing() > 0) this.#askIn(ASK_MS);
      this.#serve();
    });
  }

  #askIn(ms: number): void {
    this.#askTimer = setTimeout(() => {
      this.#askTimer = undefined;
      this.#serve();
    }, ms);
  }

  #missing(): number {
    const free = this.#limit - this.#held.filter(({ lane }) => lane <= this.#limit).length;
    return Math.max(0, Math.min(this.#waiting.length, free));
  }

  async #lease(): Promise<void> {
    if (this.#created < this.#limit) await createLanes(this.#db, this.#of, this.#limit);
    this.#created = this.#limit;
    const count = this.#missing();
    if (count === 0) return;
    const since = performance.now();
    const lanes = await leaseLanes(this.#db, this.#of, {
      count,
      limit: this.#limit,
      seconds: LEASE_MS / 1_000,
    });
    this.#held.push(
      ...lanes.map((lane) => ({
        lane,
        isBusy: false,
        until: since + LEASE_MS,
        since,
        usedAt: since,
      })),
    );
    if (lanes.length > 0) this.#renewTimer ??= setTimeout(() => this.#tick(), RENEW_MS);
    // Nobody has any and there are none: their rows are gone.
    else if (this.#held.length === 0) this.#created = 0;
  }

  #tick(): void {
    void this.#inTurn(() => this.#renew()).finally(() => {
      this.#release(
        this.#held.filter((lane) => !lane.isBusy && performance.now() - lane.usedAt > IDLE_MS),
      );
      this.#renewTimer =
        this.#held.length > 0 ? setTimeout(() => this.#tick(), RENEW_MS) : undefined;
      this.#serve();
    });
  }

  /**
   * A lane that was lost is used no more; until a lease ends we may go on without having renewed
   * it.
   */
  async #renew(): Promise<void> {
    const asked = performance.now();
    const { lanes, isWanted } = await renewLanes(this.#db, this.#of, LEASE_MS / 1_000);
    this.#held = this.#held.filter(({ lane }) => lanes.includes(lane));
    for (const lane of this.#held) lane.until = asked + LEASE_MS;
    this.#owed = isWanted ? Math.ceil(this.#held.length / 2) : 0;
  }

  #giveTurn(lane: HeldLane): void {
    this.#owed -= 1;
    this.#politeUntil = performance.now() + COURTESY_MS;
    this.#release([lane]);
  }

  /** What cannot be given back now ends with its lease. */
  #release(lanes: HeldLane[]): void {
    this.#held = this.#held.filter((held) => !lanes.includes(held));
    if (lanes.length > 0) {
      void this.#inTurn(() =>
        releaseLanes(
          this.#db,
          this.#of,
          lanes.map(({ lane }) => lane),
        ),
      );
    }
  }

  /**
   * One statement after the other, so that none undoes a later one. The database may be away for a
   * moment; the callers wait, and we ask again.
   */
  #inTurn(statement: () => Promise<void>): Promise<void> {
    const turn = this.#statements.then(statement).catch(() => undefined);
    this.#statements = turn;
    return turn;
  }
}
