import { useEffect, useState } from "react";
import { useSWRConfig } from "swr";
import type { LiveEvent } from "../../server/api/contract.ts";
import { openLiveStream } from "./live-stream.ts";
import { onUnreachable } from "./request.ts";
import { useInView } from "./use-in-view.ts";

// A push of two hundred records is two hundred events, but one look at the server.
const GATHER_MS = 150;
/** While much goes on, one look a second is enough: more would use up what one person may ask for. */
const BETWEEN_MS = 1_000;

export interface LiveScope {
  companyId: string;
  projectId?: string;
  commitmentId?: string;
}
export type LiveState = "connecting" | "live" | "lost" | "paused";

const listeners = new Set<(event: LiveEvent) => void>();

/** For answers that SWR does not keep under one plain key (endless lists). */
export function onChanged(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function livePath({ companyId, projectId, commitmentId }: LiveScope): string {
  const query = new URLSearchParams({
    ...(projectId && { projectId }),
    ...(commitmentId && { commitmentId }),
  });
  return `/companies/${companyId}/live${query.size > 0 ? `?${query}` : ""}`;
}

/**
 * Fetches anew what the server says has changed. Hangs up while paused or out of sight, and catches
 * up afterwards: over HTTP/1.1 a browser opens six connections to us, and six forgotten tabs would
 * leave none for the seventh.
 */
export function useLive(scope: LiveScope, isAsleep = false): LiveState {
  const isPaused = !useInView() || isAsleep;
  const { mutate } = useSWRConfig();
  const [state, setState] = useState<LiveState>("connecting");
  const path = livePath(scope);

  useEffect(() => {
    if (isPaused) {
      setState("paused");
      return;
    }
    setState("connecting");
    const gathered: LiveEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let flushedAt = -Infinity;
    const flush = () => {
      timer = undefined;
      flushedAt = performance.now();
      const events = gathered.splice(0);
      void mutate((key) => events.some((event) => isTouched(key, event)));
      for (const event of events.filter(isFirstOfItsKind)) {
        for (const listener of listeners) listener(event);
      }
    };
    const close = openLiveStream(path, {
      onEvent: (event) => {
        gathered.push(event);
        const wait = Math.max(GATHER_MS, flushedAt + BETWEEN_MS - performance.now());
        timer ??= setTimeout(flush, wait);
      },
      onOpen: () => {
        setState("live");
        catchUp();
      },
      onLost: () => setState("lost"),
      onHeard: () => setState("live"),
      // the screens ask for themselves, and say what they are told
      onRefused: () => catchUp(),
    });
    const catchUp = () => {
      void mutate((key) => typeof key === "string" && !isOfOneMoment(key));
      for (const listener of listeners) {
        listener({ what: "activity", projectId: null, parent: null });
      }
    };
    // Nobody hangs up where there is no line: whatever is asked for meanwhile shows it.
    const lose = () => setState("lost");
    const forget = onUnreachable(lose);
    window.addEventListener("offline", lose);
    return () => {
      clearTimeout(timer);
      forget();
      window.removeEventListener("offline", lose);
      close();
    };
  }, [path, isPaused, mutate]);

  return state;
}

const isFirstOfItsKind = (event: LiveEvent, index: number, events: LiveEvent[]) =>
  events.findIndex(({ what }) => what === event.what) === index;

/** `commitment:42` → `42`. */
const idIn = (parent: string) => parent.slice(parent.indexOf(":") + 1);

/**
 * Whether an answer that was fetched under `key` may be out of date after `event`. A preview or a
 * comparison is a look at one moment and stays.
 *
 * @internal
 */
export function isTouched(key: unknown, event: LiveEvent): boolean {
  if (typeof key !== "string" || isOfOneMoment(key)) return false;
  if (key.endsWith("/not-in-erp")) return true;
  if (key.endsWith("/commitments")) {
    return event.projectId === null || key.includes(`/projects/${event.projectId}/`);
  }
  if (key.endsWith("/notifications")) return event.what === "payment";
  if (key.includes("/commitments/")) {
    const own = event.parent === null ? "" : `/commitments/${idIn(event.parent)}`;
    return key.endsWith(own) || key.includes(`${own}/`);
  }
  if (key.endsWith("/installation")) return event.what === "settings" || event.what === "run";
  if (key.endsWith("/failures") || key.includes("/problems")) return event.what !== "payment";
  if (key.endsWith("/held-back")) return event.what !== "payment" && event.what !== "run";
  if (key === "/companies") return event.what === "settings";
  if (key.includes("/activities") || key.includes("/records")) {
    return event.what === "activity" || event.what === "record";
  }
  if (key.includes("/reconcile")) return event.what === "run";
  return false;
}

const isOfOneMoment = (key: string) => key.endsWith("/preview") || key.endsWith("/comparison");
