interface Worker {
  id: string;
  share: string | undefined;
}

type NoMore = Record<string, 0>;

/** pg-boss wakes all workers for each job; a crew wakes one, and one more while there is work. */
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

  /** Busy workers look again after their job: another job of its key must wait until then. */
  alert(): void {
    for (const { id, share } of this.#workers) if (share !== undefined) this.#wake(id);
    this.look();
  }

  look(): boolean {
    const idle = this.#workers.findLast(({ id, share }) => share === undefined && id !== "");
    if (idle) this.#wake(idle.id);
    return idle !== undefined;
  }

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
      // The other worker found a job, or none was free to look, or it passed over a full share.
      if (!isLookedFor || isHeldBack || this.#begun > begun) this.#wake(worker.id);
    }
  }

  /** No share has more workers than are free: one slow system leaves room for the others. */
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
