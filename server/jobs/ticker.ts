import { Client } from "pg";
import type { Logger } from "pino";

export interface Ticker {
  stop(): Promise<void>;
}

interface TickerParts {
  connectionString: string;
  log: Logger;
  everyMs: number;
  tick: () => Promise<void>;
}

const LOCK = 71_460_215;

/**
 * Ticks in one process of all: the one that holds the lock, until its connection ends. A tick that
 * is late delays the next.
 */
export function startTicker({ connectionString, log, everyMs, tick }: TickerParts): Ticker {
  let leader: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function round(): Promise<void> {
    try {
      leader ??= await lead(connectionString, () => (leader = undefined));
      if (leader) await tick();
    } catch (error) {
      log.error({ err: error }, "tick failed");
    }
    if (!isStopped) timer = setTimeout(() => (running = round()), everyMs);
  }
  let running = round();

  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
      await leader?.end();
    },
  };
}

/** Undefined while another process leads. */
async function lead(connectionString: string, onLost: () => void): Promise<Client | undefined> {
  const client = new Client({ connectionString, application_name: "crosstie ticker" });
  client.on("error", onLost);
  client.on("end", onLost);
  try {
    await client.connect();
    const { rows } = await client.query<{ leads: boolean }>(
      "select pg_try_advisory_lock($1) as leads",
      [LOCK],
    );
    if (rows[0]?.leads) return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  await client.end();
  return undefined;
}
