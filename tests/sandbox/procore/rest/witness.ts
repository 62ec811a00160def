import type { Endpoint } from "./call.ts";

/** What an endpoint answered when it did not refuse. */
export interface Answered {
  endpoint: Endpoint;
  url: URL;
  status: number;
  /** The body as sent; null when there is none. */
  text: string | null;
}

export type Witness = (answered: Answered) => void;

let witness: Witness = () => {};

/** From now on told of every such answer in this process, whichever sandbox gives it. */
export function setWitness(told: Witness): void {
  witness = told;
}

export function tellWitness(answered: Answered): void {
  witness(answered);
}
