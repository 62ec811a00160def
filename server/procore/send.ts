import { RemoteError, UnknownOutcomeError } from "../errors.ts";
import { exchange, type NoAnswer } from "../wire/exchange.ts";
import type { Answer, Call, Query } from "./call.ts";
import { ownWords } from "./refusal.ts";

const TIMEOUT_MS = 30_000;

/** Returns answers of any status; throws when there is none, or none that can be read. */
export async function send(apiUrl: string, call: Call, token: string): Promise<Answer> {
  const { method = "GET", body, signal } = call;
  const isWrite = method !== "GET";
  const outcome = await exchange({
    method,
    url: apiUrl + call.path + search(call.query),
    headers: headersOf(call, token),
    body: body === undefined ? undefined : JSON.stringify(body),
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  if (outcome.kind === "no answer") throw noAnswer(outcome, isWrite);
  const { status, headers, text, isReadable } = outcome;
  if (isWrite && (status === 502 || status === 504)) {
    throw noUse(`a gateway answered ${status}`, { status, isWrite });
  }
  if (isReadable) return { status, headers, body: outcome.body };
  if (status >= 400) return { status, headers, body: ownWords(text) };
  throw noUse("it answered with something that is not JSON", { status, isWrite });
}

function headersOf(call: Call, token: string): Record<string, string> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    accept: "application/json",
  };
  if (call.companyId !== undefined) headers["procore-company-id"] = call.companyId;
  if (call.body !== undefined) headers["content-type"] = "application/json";
  return headers;
}

function search(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const item of value) parameters.append(`${name}[]`, item);
    else if (value !== undefined) parameters.append(name, String(value));
  }
  return parameters.size > 0 ? `?${parameters}` : "";
}

/** A write's outcome is unknown when the connection broke after the request was sent. */
function noAnswer({ wasSent, reason, cause }: NoAnswer, isWrite: boolean): RemoteError {
  const Failure = isWrite && wasSent ? UnknownOutcomeError : RemoteError;
  return new Failure(
    { system: "Procore", reason: `it did not answer (${reason})`, retryable: true },
    { cause },
  );
}

function noUse(
  reason: string,
  { status, isWrite }: { status: number; isWrite: boolean },
): RemoteError {
  const Failure = isWrite ? UnknownOutcomeError : RemoteError;
  return new Failure({ system: "Procore", reason, retryable: true, remoteStatus: status });
}
