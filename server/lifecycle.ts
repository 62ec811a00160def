import type { Logger } from "pino";
import { AppError } from "./errors.ts";

const PATIENCE_MS = 9_500;

/** Stops in the reverse order of starting. A second signal ends the process at once. */
export class Lifecycle {
  readonly #log: Logger;
  #stops: (() => Promise<void>)[] = [];
  #state: "starting" | "running" | "stopping" = "starting";

  constructor(log: Logger) {
    this.#log = log;
  }

  get isRunning(): boolean {
    return this.#state === "running";
  }

  get isStopping(): boolean {
    return this.#state === "stopping";
  }

  onStop(stop: () => Promise<void>): void {
    this.#stops.push(stop);
  }

  run(start: () => Promise<void>): void {
    process.on("uncaughtException", (error) => this.#crash(error));
    process.on("unhandledRejection", (error) => this.#crash(error));
    const starting = start().then(
      () => {
        if (this.#state === "starting") this.#state = "running";
      },
      (error: unknown) => this.#refuse(error),
    );
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => void this.#leave(signal, starting));
    }
  }

  /** An AppError's message is written for the operator; any other error needs its stack. */
  async #refuse(error: unknown): Promise<void> {
    if (this.isStopping) return this.#log.warn({ err: error }, "stopped before it had started");
    if (error instanceof AppError) process.stderr.write(`${error.message}\n`);
    else this.#log.fatal({ err: error }, "could not start");
    await this.#stopAll();
    process.exit(1);
  }

  async #leave(signal: string, starting: Promise<void>): Promise<void> {
    if (this.#state === "stopping") process.exit(1);
    this.#state = "stopping";
    this.#log.info({ signal }, "stopping");
    setTimeout(() => {
      this.#log.error("did not stop in time");
      process.exit(1);
    }, PATIENCE_MS);
    await starting;
    await this.#stopAll();
    this.#log.info("stopped");
    process.exit(0);
  }

  async #stopAll(): Promise<void> {
    for (const stop of this.#stops.splice(0).toReversed()) {
      await stop().catch((error: unknown) =>
        this.#log.error({ err: error }, "could not stop cleanly"),
      );
    }
  }

  #crash(error: unknown): void {
    this.#log.fatal({ err: error }, "crashed");
    process.exit(1);
  }
}
