interface Worker {
  id: string;
  isBusy: boolean;
}

/**
 * One queue's workers in this process. pg-boss would wake all of them for each job, and each would
 * ask PostgreSQL: this wakes one, and one more for as long as there is work.
 */
export class Crew {
  readonly #wake: (workerId: string) => void;
  readonly #workers: Worker[] = [];
  #begun = 0;

  constructor(wake: (workerId: string) => void) {
    this.#wake = wake;
  }

  add(): Worker {
    const worker = { id: "", isBusy: false };
    this.#workers.push(worker);
    return worker;
  }

  /**
   * There is a job. A busy worker looks again when it is done: nobody may take a job whose key runs.
   */
  alert(): void {
    for (const { id, isBusy } of this.#workers) if (isBusy) this.#wake(id);
    this.#wakeOne();
  }

  /** Where there was one job there may be more: somebody else looks meanwhile. */
  async run<T>(worker: Worker, work: () => Promise<T>): Promise<T> {
    worker.isBusy = true;
    this.#begun += 1;
    const begun = this.#begun;
    const isLookedFor = this.#wakeOne();
    try {
      return await work();
    } finally {
      worker.isBusy = false;
      // Whoever looked found more, or nobody was free to look.
      if (!isLookedFor || this.#begun > begun) this.#wake(worker.id);
    }
  }

  /** The first one is left to its clock: it finds what no notice tells of. */
  #wakeOne(): boolean {
    const idle = this.#workers.findLast(({ id, isBusy }) => !isBusy && id !== "");
    if (idle) this.#wake(idle.id);
    return idle !== undefined;
  }
}
