import type { Logger } from "pino";

const EVERY_MS = 10_000;

/** One line of each outcome or problem in ten seconds, with how many there were since the last. */
export function sampled(log: Pick<Logger, "warn">) {
  const seen = new Map<string, { since: number; more: number }>();
  return {
    warn(facts: { outcome?: string; [fact: string]: unknown }, message: string): void {
      const key = `${message} ${facts.outcome ?? ""}`;
      const last = seen.get(key);
      if (last && Date.now() - last.since < EVERY_MS) {
        last.more += 1;
        return;
      }
      seen.set(key, { since: Date.now(), more: 0 });
      log.warn({ ...facts, ...(last?.more && { more: last.more }) }, message);
    },
  };
}
