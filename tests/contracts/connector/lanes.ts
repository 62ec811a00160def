import type { Lane } from "../../../server/connectors/connector.ts";
import type { LaneWatch } from "./stage.ts";

/** Lanes of one process: waits in line, and counts how many ran at once. */
export function lanes(count: number, watch: LaneWatch): Lane {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (call) => {
    if (running >= count) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    watch.peak = Math.max(watch.peak, running);
    try {
      return await call();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
