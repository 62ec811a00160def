interface Worker {
  id: string;
  /** Whose job it has. */
  share: string | undefined;
}

/** What a fetch passes over: nothing of these is taken. */
type NoMore = Record<string, 0>;

/**
 * One queue's workers in this process. pg-boss would wake all of them for each job, and each would
 * ask PostgreSQL: this wakes one, and one more for as long as there is work.
 *
 * Who shares (queues.ts) never has more workers than are free. So jobs that wait for one slow
 * system leave room for those of all others.
 */
export class Crew {
  readonly #wake: (workerId: string) => void;
  readonly #atOnce: number;
  readonly #workers: Worker[] = [];
  #begun = 0;

  constructor({ wake, atOnce }: { wake(workerId: string): void; atOnce: number }) {
    this.#wake = wake;
    this.#atOnce = atOnce;
  }

  add(): Worker {
    const worker = { id: "", share: undefined };
    this.#workers.push(worker);
    return worker;
  }

  /**
   * There is a job. A busy worker looks again when it is done: nobody may take a job whose key runs.
   */
  alert(): void {
    for (const { id, share } of this.#workers) if (share !== undefined) this.#wake(id);
    this.look();
  }

  /** Someone who is free looks for a job. False: nobody is free. */
  look(): boolean {
    const idle = this.#workers.findLast(({ id, share }) => share === undefined && id !== "");
    if (idle) this.#wake(idle.id);
    return idle !== undefined;
  }

  /** Where there was one job there may be more: somebody else looks meanwhile. */
  async run<T>(worker: Worker, share: string, work: () => Promise<T>): Promise<T> {
    worker.share = share;
    this.#begun += 1;
    const begun = this.#begun;
    const isLookedFor = this.look();
    try {
      return await work();
    } finally {
      const isHeldBack = Object.keys(this.full()).length > 0;
      worker.share = undefined;
      // Whoever looked found more, or nobody was free to look, or it passed over what may go now.
      if (!isLookedFor || isHeldBack || this.#begun > begun) this.#wake(worker.id);
    }
  }

  /** Those of whom no more jobs may begin now. */
  full(): NoMore {
    const having: Record<string, number> = {};
    let free = 0;
    for (const { share } of this.#workers) {
      if (share === undefined) free += 1;
      else having[share] = (having[share] ?? 0) + 1;
    }
    const most = Math.min(this.#atOnce, free);
    return Object.fromEntries(
      Object.entries(having).flatMap(([share, has]) => (has >= most ? [[share, 0]] : [])),
    );
  }
}
