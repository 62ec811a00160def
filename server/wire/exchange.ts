import { parseJson } from "./json.ts";

export interface HttpRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | URLSearchParams;
  /** From the connection to the last byte of the answer. */
  timeoutMs: number;
  signal?: AbortSignal;
  parse?(text: string): unknown;
  /** A longer answer counts as no answer. */
  mostBytes?: number;
}

export interface Answer {
  kind: "answer";
  status: number;
  headers: Headers;
  /** Undefined when it is empty or cannot be read. */
  body: unknown;
  /** False: not JSON (a gateway's HTML page), or a redirect. */
  isReadable: boolean;
  text: string;
}

export interface NoAnswer {
  kind: "no answer";
  /** May the other system have carried out the request? */
  wasSent: boolean;
  reason: string;
  cause: unknown;
}

export type Exchange = Answer | NoAnswer;

const MOST_BYTES = 32 * 1024 * 1024;

const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

class AnswerTooLongError extends Error {
  override readonly name = "AnswerTooLongError";
}

/** Never rejects for what the network did: that is an outcome too. */
export async function exchange(request: HttpRequest): Promise<Exchange> {
  const { method, url, headers, body, signal, timeoutMs } = request;
  if (signal?.aborted) return noAnswer(signal.reason, false);
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      // A redirect leads to a log-in page, never to an answer.
      redirect: "manual",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const text = await readText(response, request.mostBytes ?? MOST_BYTES);
    return {
      kind: "answer",
      status: response.status,
      headers: response.headers,
      text,
      ...read(response, text, request),
    };
  } catch (cause) {
    return noAnswer(cause, !NEVER_SENT.has(codeOf(cause)));
  }
}

async function readText({ body }: Response, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new AnswerTooLongError(`more than ${mostBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return (text + decoder.decode()).replaceAll("\0", "\ufffd");
}

function read(
  { status }: Response,
  text: string,
  { parse = parseJson }: HttpRequest,
): Pick<Answer, "body" | "isReadable"> {
  const isRedirect = status >= 300 && status < 400;
  if (text.trim() === "") return { body: undefined, isReadable: !isRedirect };
  try {
    return { body: parse(text), isReadable: !isRedirect };
  } catch {
    return { body: undefined, isReadable: false };
  }
}

function noAnswer(cause: unknown, wasSent: boolean): NoAnswer {
  const name = cause instanceof Error ? cause.name : "error";
  return { kind: "no answer", wasSent, reason: codeOf(cause) || name, cause };
}

/** undici throws `fetch failed`; the code is in its `cause`, at times in an AggregateError. */
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
