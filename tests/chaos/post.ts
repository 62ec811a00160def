import type { ProcoreSystem } from "../sandbox/procore/procore.ts";
import type { ProcoreState } from "../sandbox/procore/state.ts";

type Delivery = Parameters<ProcoreState["send"]>[0];

/** Stands between Procore's announcements and their way to us. */
export class Post {
  readonly #procore: ProcoreSystem;
  readonly #send: (delivery: Delivery) => void;
  #late: Delivery[] = [];
  #withheld: Delivery[] = [];
  #mode: "sends" | "collects" | "withholds" = "sends";

  constructor(procore: ProcoreSystem) {
    this.#procore = procore;
    const state = procore.live();
    const { send } = state;
    this.#send = (delivery) => send.call(state, delivery);
    state.send = (delivery) => this.#take(delivery);
  }

  /** The last comes first. Resolves with how many. */
  collect(): () => number {
    this.#mode = "collects";
    return () => {
      this.#mode = "sends";
      return this.#sendAll(this.#late.splice(0).toReversed());
    };
  }

  /** They come when all is over. */
  withhold(): () => number {
    this.#mode = "withholds";
    return () => {
      this.#mode = "sends";
      return this.#withheld.length;
    };
  }

  /** What was sent in the last moments comes once more, under its old id. */
  repeat(count: number): number {
    return this.#sendAll(this.#procore.live().deliveries.slice(-count));
  }

  release(): number {
    this.#mode = "sends";
    return this.#sendAll([...this.#late.splice(0), ...this.#withheld.splice(0)]);
  }

  #take(delivery: Delivery): void {
    if (this.#mode === "collects") this.#late.push(delivery);
    else if (this.#mode === "withholds") this.#withheld.push(delivery);
    else this.#send(delivery);
  }

  #sendAll(deliveries: Delivery[]): number {
    for (const delivery of deliveries) this.#send(delivery);
    return deliveries.length;
  }
}
