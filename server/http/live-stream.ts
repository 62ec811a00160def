import type { Response } from "express";
import { AppError } from "../errors.ts";

/** What a screen shows. A null part of an event matches any scope: it may concern anyone. */
export interface Scope {
  companyId: string;
  projectId?: string | undefined;
  parent?: string | undefined;
  /** Undefined: all. Asked of what concerns records; that something was set concerns anyone. */
  hears?: ((place: Pick<Event, "projectId" | "parent">) => boolean) | undefined;
}

export interface Event {
  what: "record" | "activity" | "payment" | "run" | "settings";
  projectId: string | null;
  parent: string | null;
}

export interface LiveStream {
  tell(companyId: string, event: Event): void;
  tellAll(): void;
  /** Ends it if its reader may not listen any more. */
  ask(): void;
  end(): void;
}

export interface Watch {
  heartbeatMs: number;
  /** Rejects with a refusal (401, 403, 404) once the reader may not listen any more. */
  check(): Promise<unknown>;
  /** Called whichever side ended the stream. */
  onEnd(): void;
}

const GATHER_MS = 50;
const MOST_GATHERED = 50;
const ALL: Event[] = (["record", "activity", "payment", "run", "settings"] as const).map(
  (what) => ({ what, projectId: null, parent: null }),
);

/** The library better-sse is not used: it goes on writing to a reader that does not read. */
export function liveStream(
  response: Response,
  scope: Scope,
  { heartbeatMs, check, onEnd }: Watch,
): LiveStream {
  const gathered = new Map<string, Event>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    timer = undefined;
    if (gathered.size === 0 || response.writableNeedDrain || response.writableEnded) return;
    const events = gathered.size > MOST_GATHERED ? ALL : [...gathered.values()];
    gathered.clear();
    response.write(
      events.map((event) => `event: changed\ndata: ${JSON.stringify(event)}\n\n`).join(""),
    );
  }
  function gather(event: Event): void {
    gathered.set(`${event.what} ${event.projectId} ${event.parent}`, event);
    timer ??= setTimeout(flush, GATHER_MS);
  }

  function beat(): void {
    if (!response.writableNeedDrain) response.write(": beat\n\n");
    ask();
  }
  function ask(): void {
    check().catch((error: unknown) => {
      // an outage of ours or of Procore's does not end the stream
      if (error instanceof AppError && error.status < 500) end();
    });
  }
  function end(): void {
    clearInterval(heartbeat);
    clearTimeout(timer);
    response.end();
    onEnd();
  }

  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  });
  response.write(": connected\n\n");
  const heartbeat = setInterval(beat, heartbeatMs);
  // a slow reader gets what it missed once it has caught up
  response.on("drain", flush);
  response.on("close", end);

  return {
    tell(companyId, event) {
      if (concerns(scope, companyId, event)) gather(event);
    },
    tellAll: () => ALL.forEach(gather),
    ask,
    end,
  };
}

function concerns(scope: Scope, companyId: string, event: Event): boolean {
  const { what, projectId, parent } = event;
  if (companyId !== scope.companyId) return false;
  if (scope.hears && what !== "settings" && what !== "run" && !scope.hears(event)) return false;
  const isElsewhere = (mine: string | undefined, theirs: string | null) =>
    mine !== undefined && theirs !== null && mine !== theirs;
  return !isElsewhere(scope.projectId, projectId) && !isElsewhere(scope.parent, parent);
}
