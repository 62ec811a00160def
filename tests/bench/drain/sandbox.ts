import { type Child, messageOf, startChild } from "../child-process.ts";
import { APP } from "../open-backend.ts";
import type { Stops } from "../stops.ts";
import type { Pace, Played, Served } from "./sandbox-process.ts";

/** A sandbox in a process of its own, spoken to through its doors. */
export class Sandbox {
  readonly url: string;
  readonly credentials: Served["credentials"];

  readonly #child: Child;

  private constructor(child: Child, { url, credentials }: Served) {
    this.#child = child;
    this.url = url;
    this.credentials = credentials;
  }

  static async start(stops: Stops, played: Played): Promise<Sandbox> {
    const child = await stops.start(
      async () =>
        startChild("tests/bench/drain/sandbox-process.ts", { args: [JSON.stringify(played)] }),
      ({ stop }) => stop(),
    );
    return new Sandbox(child, await messageOf<Served>(child));
  }

  /** A Procore that knows our app at this address. */
  static startProcore(stops: Stops, appUrl: string): Promise<Sandbox> {
    return Sandbox.start(stops, {
      system: "procore",
      options: {
        appClientId: APP.clientId,
        appClientSecret: APP.clientSecret,
        redirectUris: [`${appUrl}/auth/procore/callback`],
        appOrigin: appUrl,
      },
    });
  }

  act<Done = unknown>(name: string, given: object = {}): Promise<Done> {
    return this.#ask("POST", "act", { do: name, ...given });
  }

  /** Unlike a fault that delays, it lets go of those that wait. */
  setPace(pace: Pace): void {
    this.#child.process.send(pace);
  }

  state<State>(): Promise<State> {
    return this.#ask("GET", "state");
  }

  calls(): Promise<{ method: string; path: string; status: number; count: number }[]> {
    return this.#ask("GET", "calls");
  }

  forgetCalls(): Promise<void> {
    return this.#ask("DELETE", "calls");
  }

  async #ask<Answer>(method: string, door: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.url}/_sandbox/${door}`, {
      method,
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${door} ${JSON.stringify(body)}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as Answer;
  }
}
