import type { Logger } from "pino";
import type { Session } from "../database/session.ts";
import { noteError } from "./note-error.ts";

export interface Ticker {
  stop(): Promise<void>;
}

interface TickerParts {
  session: Session;
  log: Logger;
  everyMs: number;
  tick(): Promise<void>;
}

const LOCK = 71_460_215;
const LEADER = 0;

/** Ticks only in the one process that holds the lock. A late tick delays the next one. */
export function startTicker({ session, log, everyMs, tick }: TickerParts): Ticker {
  let leads = false;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const forget = session.onLost(() => (leads = false));

  async function round(): Promise<void> {
    try {
      leads ||= (await session.lock(LOCK, [LEADER])).length > 0;
      if (leads) await tick();
    } catch (error) {
      noteError(log, error, "tick failed");
    }
    if (!isStopped) timer = setTimeout(() => (running = round()), everyMs);
  }
  let running = round();

  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
      forget();
      if (leads) await session.unlock(LOCK, [LEADER]);
    },
  };
}
