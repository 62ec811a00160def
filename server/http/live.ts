import type { Response } from "express";
import type { Logger } from "pino";
import { z } from "zod";
import type { Session } from "../database/session.ts";
import { TooManyRequestsError } from "./limits.ts";
import { liveStream, type LiveStream, type Scope, type Watch } from "./live-stream.ts";

/** As the triggers in migrations/ send them. */
const Change = z.object({
  companyId: z.string(),
  what: z.enum(["record", "activity", "payment", "run", "settings"]),
  projectId: z.string().nullable(),
  parent: z.string().nullable(),
});
const SessionEnd = z.object({ what: z.literal("session"), userId: z.string() });
const Notice = z.union([Change, SessionEnd]);

export interface Live {
  start(): Promise<void>;
  /** `reader.check` has passed once; each beat asks again. Throws TooManyRequestsError. */
  open(response: Response, reader: Reader): void;
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
/** Streams of one person in one process. */
const MOST_OF_ONE = 30;

/** The process's database session hears the changes of all processes. */
export function createLive({ session, log, heartbeatMs = HEARTBEAT_MS }: LiveParts): Live {
  /** The user id of each. */
  const streams = new Map<LiveStream, string>();
  let endListening: (() => Promise<void>) | undefined;

  function askThose(whoseSessionEnded: string): void {
    for (const [stream, userId] of streams) if (userId === whoseSessionEnded) stream.ask();
  }

  return {
    async start() {
      endListening = await session.listen(LIVE_CHANNEL, {
        onNotice(payload) {
          const notice = readNotice(payload);
          if (!notice) return log.warn("a live notice has an unknown shape");
          if (notice.what === "session") return askThose(notice.userId);
          const { companyId, ...event } = notice;
          for (const stream of streams.keys()) stream.tell(companyId, event);
        },
        // what happened while nobody listened is lost
        onGap() {
          for (const stream of streams.keys()) stream.tellAll();
        },
      });
    },
    open(response, { userId, scope, check }) {
      // The client hung up during the check: "close" has fired already and will not fire again.
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

/** Any client of the database can send any text on our channel. */
function readNotice(payload: string): z.output<typeof Notice> | undefined {
  try {
    return Notice.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
