import type { Response } from "express";
import type { Logger } from "pino";
import { z } from "zod";
import { listen } from "./listen.ts";
import { liveStream, type LiveStream, type Scope, type Watch } from "./live-stream.ts";

/** As the triggers of migrations/ send it. */
const Notice = z.object({
  companyId: z.string(),
  what: z.enum(["record", "activity", "payment", "run", "settings"]),
  projectId: z.string().nullable(),
  commitmentId: z.string().nullable(),
});

export interface Live {
  /** Resolves once changes are heard. */
  start(): Promise<void>;
  /** Turns the response into a stream of what changes in this scope, until either side hangs up; `check` said yes before, and is asked again. */
  open(response: Response, scope: Scope, check: Watch["check"]): void;
  /** Ends all streams. */
  stop(): Promise<void>;
}

export interface LiveParts {
  connectionString: string;
  log: Logger;
  heartbeatMs?: number;
}

export const LIVE_CHANNEL = "crosstie_live";
const HEARTBEAT_MS = 15_000;

/** Tells open screens what changed: one PostgreSQL connection per process listens, whichever process made the change. */
export function createLive({ connectionString, log, heartbeatMs = HEARTBEAT_MS }: LiveParts): Live {
  const streams = new Set<LiveStream>();
  const listener = listen({
    connectionString,
    channel: LIVE_CHANNEL,
    log,
    onNotice(payload) {
      const notice = Notice.safeParse(JSON.parse(payload));
      if (!notice.success) return log.error({ err: notice.error }, "a live notice has an unknown shape");
      const { companyId, ...event } = notice.data;
      for (const stream of streams) stream.tell(companyId, event);
    },
    // whatever happened while nobody listened was missed
    onHeardAgain() {
      for (const stream of streams) stream.tellAll();
    },
  });

  return {
    start: listener.start,
    open(response, scope, check) {
      const stream = liveStream(response, scope, { heartbeatMs, check });
      streams.add(stream);
      response.on("close", () => streams.delete(stream));
    },
    async stop() {
      for (const stream of streams) stream.end();
      streams.clear();
      await listener.stop();
    },
  };
}
