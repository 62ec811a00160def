import { RemoteError, UnknownOutcomeError } from "../errors.ts";
import type { Answer, Call, Query } from "./client.ts";
import { parseLossless } from "./lossless-json.ts";
import { ownWords } from "./refusal.ts";

const TIMEOUT_MS = 30_000;

export interface Wire {
  apiUrl: string;
  fetch: typeof globalThis.fetch;
}

/**
 * One request, one answer of whatever status. Rejects when there was no answer, or none that can be
 * read.
 */
export async function send(wire: Wire, call: Call, token: string): Promise<Answer> {
  const isWrite = (call.method ?? "GET") !== "GET";
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  let content: string;
  try {
    response = await wire.fetch(wire.apiUrl + call.path + search(call.query), {
      method: call.method ?? "GET",
      headers: headersOf(call, token),
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      redirect: "error",
      signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
    });
    content = await response.text();
  } catch (error) {
    throw noAnswer(error, isWrite);
  }
  return read(response, content, isWrite);
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

/**
 * No connection at all means that nothing was carried out; a connection that broke later leaves a
 * write's outcome open.
 */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function noAnswer(error: unknown, isWrite: boolean): RemoteError {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  const facts = {
    system: "Procore",
    reason: `did not answer (${cause?.code ?? (error instanceof Error ? error.name : "error")})`,
    retryable: true,
  };
  if (isWrite && !NEVER_SENT.has(cause?.code ?? "")) {
    return new UnknownOutcomeError(facts, { cause: error });
  }
  return new RemoteError(facts, { cause: error });
}

function read(response: Response, content: string, isWrite: boolean): Answer {
  const { status, headers } = response;
  const isGatewayFailure = status === 502 || status === 504;
  if (isWrite && isGatewayFailure) {
    throw new UnknownOutcomeError({
      system: "Procore",
      reason: `a gateway answered ${status}`,
      retryable: true,
      remoteStatus: status,
    });
  }
  if (content.trim() === "") return { status, headers, body: undefined };
  try {
    return { status, headers, body: parseLossless(content) };
  } catch (cause) {
    if (!response.ok) return { status, headers, body: ownWords(content) };
    const facts = {
      system: "Procore",
      reason: "answered with something that is not JSON",
      retryable: true,
      remoteStatus: status,
    };
    throw isWrite ? new UnknownOutcomeError(facts, { cause }) : new RemoteError(facts, { cause });
  }
}
