import type { Refusal } from "../../server/api/contract.ts";
import { RefusalError } from "./refusal-error.ts";
import { currentSession, setStanding } from "./session-token.ts";

const ROOT = "/api/v1";

const unreached = new Set<() => void>();

/** Told each time that the server could not be reached. */
export function onUnreachable(listener: () => void): () => void {
  unreached.add(listener);
  return () => unreached.delete(listener);
}

export const get = <Answer>(path: string): Promise<Answer> => ask<Answer>("GET", path);
export const post = <Answer = void>(path: string, body?: unknown): Promise<Answer> =>
  ask<Answer>("POST", path, body);
export const put = <Answer = void>(path: string, body: unknown): Promise<Answer> =>
  ask<Answer>("PUT", path, body);
export const del = (path: string): Promise<void> => ask<void>("DELETE", path);

async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const json =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await send(path, { method, ...json });
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as Answer;
}

/** The bare request with the session's token or cookie; rejects with a RefusalError on anything but a 2xx. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const asked = currentSession();
  const token = asked?.token ?? null;
  const headers = new Headers(init.headers);
  // no page of another site can send it: the server asks for it before the cookie counts
  headers.set("x-crosstie", "1");
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  else if (asked) headers.set("x-crosstie-session", asked.id);
  const response = await fetch(ROOT + path, {
    ...init,
    headers,
    credentials: token === null ? "same-origin" : "omit",
    cache: "no-store",
  }).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause;
    for (const listener of unreached) listener();
    const message =
      "Crosstie cannot be reached. Check your connection; this page tries again by itself.";
    throw new RefusalError({ code: "unreachable", message, status: 0 }, { cause });
  });
  if (response.ok) return response;
  // A late 401 of the session before must not end the one that came after it.
  if (response.status === 401 && asked && currentSession() === asked) setStanding("ended");
  throw await refusalOf(response);
}

async function refusalOf(response: Response): Promise<RefusalError> {
  const refusal = (await response.json().catch(() => null)) as Partial<Refusal> | null;
  const message =
    refusal?.message ??
    `Crosstie answered with status ${response.status} and no reason. Try again in a moment.`;
  return new RefusalError({
    code: refusal?.code ?? "unknown",
    message,
    status: response.status,
    remote: refusal?.remote,
    retryAt: retryAtOf(response),
  });
}

/** In seconds: the server's clock and this one need not agree. */
function retryAtOf({ headers }: Response): Date | null {
  const seconds = Number.parseInt(headers.get("retry-after") ?? "", 10);
  return Number.isNaN(seconds) ? null : new Date(Date.now() + seconds * 1000);
}
