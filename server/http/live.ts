import type { Response } from "express";
import type { Logger } from "pino";
import { z } from "zod";
import type { Session } from "../database/session.ts";
import { TooManyRequestsError } from "./limits.ts";
import { liveStream, type LiveStream, type Scope, type Watch } from "./live-stream.ts";

/** As the triggers of migrations/ send it. */
const Notice = z.object({
  companyId: z.string(),
  what: z.enum(["record", "activity", "payment", "run", "settings"]),
  projectId: z.string().nullable(),
  parent: z.string().nullable(),
});

export interface Live {
  /** Resolves once changes are heard. */
  start(): Promise<void>;
  /**
   * Turns the response into a stream of what changes in this scope, until either side hangs up;
   * `check` said yes before, and is asked again.
   * Throws TooManyRequestsError when this reader has too many open.
   */
  open(response: Response, reader: Reader): void;
  /** Ends all streams. */
  stop(): Promise<void>;
}

export interface Reader {
  userId: string;
  scope: Scope;
  check: Watch["check"];
}

export interface LiveParts {
  session: Session;
  log: Logger;
  heartbeatMs?: number;
}

const LIVE_CHANNEL = "crosstie_live";
const HEARTBEAT_MS = 15_000;
/**
 * Of one person in one process: more windows than anyone has open, fewer than would wear us out.
 */
const MOST_OF_ONE = 30;

/**
 * Tells open screens what changed: the process's session listens, whichever process made the
 * change.
 */
export function createLive({ session, log, heartbeatMs = HEARTBEAT_MS }: LiveParts): Live {
  /** With whose they are. */
  const streams = new Map<LiveStream, string>();
  let endListening: (() => Promise<void>) | undefined;

  return {
    async start() {
      endListening = await session.listen(LIVE_CHANNEL, {
        onNotice(payload) {
          const notice = readNotice(payload);
          if (!notice) return log.warn("a live notice has an unknown shape");
          const { companyId, ...event } = notice;
          for (const stream of streams.keys()) stream.tell(companyId, event);
        },
        // whatever happened while nobody listened was missed
        onGap() {
          for (const stream of streams.keys()) stream.tellAll();
        },
      });
    },
    open(response, { userId, scope, check }) {
      // hung up while it was checked: its end has been told already, and would never be told again
      if (response.closed) return;
      if ([...streams.values()].filter((theirs) => theirs === userId).length >= MOST_OF_ONE) {
        throw new TooManyRequestsError(
          `You have ${MOST_OF_ONE} windows of Crosstie open. Close some; the others go on.`,
        );
      }
      const stream = liveStream(response, scope, {
        heartbeatMs,
        check,
        onEnd: () => streams.delete(stream),
      });
      streams.set(stream, userId);
    },
    async stop() {
      for (const stream of streams.keys()) stream.end();
      await endListening?.();
    },
  };
}

/** Any client of the database can send any notice on our channel. */
function readNotice(payload: string): z.output<typeof Notice> | undefined {
  try {
    return Notice.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
