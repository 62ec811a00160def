import { parseJson } from "./json.ts";

export interface HttpRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | URLSearchParams;
  /** For all of it, from the connection to the last byte of the answer. */
  timeoutMs: number;
  /** The job's: when it is aborted, nobody waits for the answer any more. */
  signal?: AbortSignal;
  /** How the text of an answer is read; it throws on what is not JSON. */
  parse?(text: string): unknown;
  /** An answer that is longer is not read to its end. */
  mostBytes?: number;
}

export interface Answer {
  kind: "answer";
  status: number;
  headers: Headers;
  /** Undefined when it is empty or cannot be read. */
  body: unknown;
  /** False: not JSON (a gateway's HTML, a maintenance page) or a redirect, which is no answer. */
  isReadable: boolean;
  /** As it came. */
  text: string;
}

export interface NoAnswer {
  kind: "no answer";
  /** May the request have reached the other system, and been carried out? */
  wasSent: boolean;
  /** The error's code or name: `ECONNRESET`, `TimeoutError`. */
  reason: string;
  cause: unknown;
}

export type Exchange = Answer | NoAnswer;

/** More than the longest page that anyone sends us, less than what a process has to spare. */
const MOST_BYTES = 32 * 1024 * 1024;

/** There was no connection at all, so nothing can have been carried out. */
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

/** One HTTP call. Never rejects for what the network did: that is an outcome too. */
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
  return text + decoder.decode();
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
