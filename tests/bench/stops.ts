/**
 * What was started last stops first, once, whether a bench ends, fails, or is interrupted half-way
 * through a start.
 */
export class Stops {
  #stops: (() => Promise<unknown>)[] = [];
  #isStopping = false;

  async start<T>(begin: () => Promise<T>, stop: (started: T) => Promise<unknown>): Promise<T> {
    if (this.#isStopping) throw new Error("interrupted");
    const starting = begin();
    this.#stops.push(() => starting.then(stop, () => undefined));
    return starting;
  }

  async stopAll(): Promise<void> {
    this.#isStopping = true;
    for (let stop = this.#stops.pop(); stop; stop = this.#stops.pop()) {
      await stop().catch((error: unknown) => console.error(error));
    }
  }
}
