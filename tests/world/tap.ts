import { http, HttpResponse, type HttpHandler } from "msw";

export interface Heard {
  method: string;
  path: string;
  /** By this machine's clock, as the sandbox's handlers began. */
  at: number;
}

export type Listener = (
  call: Heard,
  request: Request,
) => void | Response | Promise<void | Response>;

export interface Tap {
  handler: HttpHandler;
  /**
   * What reached a sandbox's handlers, in order. What a fault answered in their place is not among
   * it.
   */
  heard: Heard[];
  /** Called before the sandbox answers; may answer in its place. Returns what ends it. */
  listen(listener: Listener): () => void;
}

/** An ear in front of a sandbox: the order and the time of calls, which its counts do not tell. */
export function openTap(): Tap {
  const heard: Heard[] = [];
  const listeners = new Set<Listener>();
  const handler = http.all("*", async ({ request }) => {
    const call = { method: request.method, path: new URL(request.url).pathname, at: Date.now() };
    heard.push(call);
    for (const listener of listeners) {
      const answer = await listener(call, request);
      if (answer) return answer as HttpResponse<string>;
    }
    return undefined;
  });
  return {
    handler,
    heard,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
