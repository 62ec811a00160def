import type { LiveEvent } from "../../server/api/contract.ts";
import { RefusalError } from "./refusal-error.ts";
import { send } from "./request.ts";

// The server sends a comment every 15 s: three of them missing means that the line is dead, though
// nobody hung up.
const SILENCE_MS = 45_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export interface LiveListener {
  onEvent(event: LiveEvent): void;
  /** Before this moment anything may have changed unheard. */
  onOpen(): void;
  onLost(): void;
  /** The server has spoken: the line is no dead one. */
  onHeard(): void;
  /**
   * The server lets who has listened listen no more: what is on the screen may be theirs to see no
   * more either.
   */
  onRefused(): void;
}

/** Keeps one stream open, whatever happens to it, until the returned function is called. */
export function openLiveStream(path: string, listener: LiveListener): () => void {
  const stop = new AbortController();
  void keepOpen(path, listener, stop.signal);
  return () => stop.abort();
}

async function keepOpen(path: string, listener: LiveListener, stop: AbortSignal): Promise<void> {
  let failures = 0;
  let wasOpen = false;
  while (!stop.aborted) {
    try {
      await readOnce(path, listener, stop, () => {
        failures = 0;
        wasOpen = true;
        listener.onOpen();
      });
    } catch (error) {
      const status = error instanceof RefusalError ? error.status : null;
      if (status === 401) return;
      if (wasOpen && (status === 403 || status === 404) && !stop.aborted) {
        wasOpen = false;
        listener.onRefused();
      }
    }
    if (stop.aborted) return;
    listener.onLost();
    await pause(waitAfter(failures++), stop);
  }
}

async function readOnce(
  path: string,
  listener: LiveListener,
  stop: AbortSignal,
  onOpen: () => void,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  const hear = () => {
    listener.onHeard();
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  try {
    // No first view needs this reader: the panel's first scripts go without. Loaded before the stream
    // opens: a reader that does not come counts as a failure, and each is waited for longer.
    const { readEvents } = await import("./read-events.ts");
    const response = await send(path, {
      headers: { accept: "text/event-stream" },
      signal: AbortSignal.any([stop, silence.signal]),
    });
    if (!response.body) return;
    onOpen();
    for await (const { event, data } of readEvents(response.body, hear)) {
      if (event === "changed") listener.onEvent(JSON.parse(data) as LiveEvent);
    }
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Doubles up to half a minute; the random part keeps a thousand panels from coming back in the same
 * second.
 *
 * @internal
 */
export function waitAfter(failures: number, random = Math.random()): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.75 + random / 2);
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    stop.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
