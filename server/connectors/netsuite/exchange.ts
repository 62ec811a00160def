import type { Lane } from "../connector.ts";
import { readJson } from "./exact-json.ts";

export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
}

export interface Answer {
  kind: "answer";
  status: number;
  headers: Headers;
  body: unknown;
  /** False: not JSON, such as the HTML of a gateway or of a maintenance page. */
  isReadable: boolean;
}

export interface Silence {
  kind: "silence";
  /** May the request have reached NetSuite? */
  wasSent: boolean;
  cause: unknown;
}

export type Exchange = Answer | Silence;

const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/**
 * One HTTP call in one of the connection's lanes. Never rejects for what the network did: that is
 * an outcome too.
 */
export function exchange(lane: Lane, request: HttpRequest): Promise<Exchange> {
  return lane(async () => {
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        body: request.body,
        // A redirect leads to a log-in page, never to an answer.
        redirect: "manual",
        signal: AbortSignal.timeout(request.timeoutMs),
      });
      return readAnswer(response, await response.text());
    } catch (cause) {
      return { kind: "silence", wasSent: !NEVER_SENT.has(codeOf(cause)), cause };
    }
  });
}

function readAnswer({ status, headers }: Response, text: string): Answer {
  const isRedirect = status >= 300 && status < 400;
  if (text.trim() === "") {
    return { kind: "answer", status, headers, body: undefined, isReadable: !isRedirect };
  }
  try {
    return { kind: "answer", status, headers, body: readJson(text), isReadable: !isRedirect };
  } catch {
    return { kind: "answer", status, headers, body: undefined, isReadable: false };
  }
}

/**
 * undici says `fetch failed` and keeps what happened in `cause`, behind an AggregateError when
 * several addresses were tried.
 */
function codeOf(error: unknown): string {
  for (
    let at = error;
    at instanceof Error;
    at = at instanceof AggregateError ? at.errors[0] : at.cause
  ) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return "";
}
