import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Logger } from "pino";

export interface ListenParts {
  connectionString: string;
  channel: string;
  log: Logger;
  onNotice: (payload: string) => void;
  /** After a connection was lost and another took its place. */
  onHeardAgain: () => void;
}

export interface Listener {
  start(): Promise<void>;
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/**
 * LISTEN on a connection of its own, for as long as the process lives: a lost connection is made
 * anew.
 */
export function listen({
  connectionString,
  channel,
  log,
  onNotice,
  onHeardAgain,
}: ListenParts): Listener {
  let client: Client | undefined;
  const stopping = new AbortController();

  async function connect(): Promise<void> {
    const fresh = new Client({
      connectionString,
      application_name: "crosstie live",
      keepAlive: true,
    });
    fresh.on("notification", ({ payload }) => onNotice(payload ?? ""));
    fresh.on("error", (error) => log.warn({ err: error }, "the live connection failed"));
    fresh.once("end", () => {
      if (fresh === client) void reconnect();
    });
    try {
      await fresh.connect();
      await fresh.query(`listen "${channel}"`);
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
    client = fresh;
  }

  async function reconnect(): Promise<void> {
    client = undefined;
    for (
      let pause = FIRST_PAUSE_MS;
      !stopping.signal.aborted;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    ) {
      try {
        await sleep(pause, undefined, { signal: stopping.signal });
        await connect();
        return onHeardAgain();
      } catch (error) {
        if (!stopping.signal.aborted) {
          log.warn({ err: error }, "could not listen for live changes; tries again");
        }
      }
    }
  }

  return {
    start: connect,
    async stop() {
      stopping.abort();
      const last = client;
      client = undefined;
      await last?.end();
    },
  };
}
