import { z } from "zod";
import {
  CredentialsRefusedError,
  RemoteError,
  type RemoteFacts,
  UnknownOutcomeError,
} from "../../errors.ts";
import type { Answer, Exchange } from "../../wire/exchange.ts";
import { retryAfterMs } from "../../wire/retry-after.ts";
import { nameRefusal, type Said } from "../name-refusal.ts";
import { knownRefusals } from "./refusals.ts";

export type Verdict =
  | { kind: "done"; answer: Answer }
  | { kind: "throttled"; reason: string; retryAfterMs: number | undefined; facts: RemoteFacts }
  | { kind: "signed_out"; error: RemoteError }
  | { kind: "failed"; error: RemoteError }
  | { kind: "refused"; error: RemoteError };

/** Source: NetSuite help, "REST Web Services Error Handling". A gateway may omit any member. */
const ErrorBody = z.object({
  title: z.string().optional(),
  /** The token endpoint speaks OAuth: `invalid_grant`. */
  error: z.string().optional(),
  "o:errorCode": z.string().optional(),
  "o:errorDetails": z
    .array(
      z.object({
        detail: z.string().optional(),
        "o:errorCode": z.string().optional(),
        "o:errorPath": z.string().optional(),
      }),
    )
    .default([]),
});

const THROTTLE_CODES = new Set(["CONCURRENCY_LIMIT_EXCEEDED", "SSS_REQUEST_LIMIT_EXCEEDED"]);
const LONGEST_REASON = 600;
const GATEWAY = new Set([502, 504]);

export function judge(exchange: Exchange, isWrite: boolean): Verdict {
  if (exchange.kind === "no answer") return failed(exchange, isWrite && exchange.wasSent);
  const { status, isReadable } = exchange;
  if (status >= 200 && status < 300 && isReadable) return { kind: "done", answer: exchange };
  const facts = factsOf(exchange);
  if (status === 429 || THROTTLE_CODES.has(facts.remoteCode ?? "")) {
    return {
      kind: "throttled",
      reason: facts.reason,
      // NetSuite does not document it; honoured when sent.
      retryAfterMs: retryAfterMs(exchange.headers),
      facts: { ...facts, retryable: true },
    };
  }
  if (status === 401) return { kind: "signed_out", error: new CredentialsRefusedError(facts) };
  if (status >= 500 || status < 400) {
    return failed(exchange, isWrite, { ...facts, hasEnded: isFromNetSuite(exchange) });
  }
  if (!isReadable) return failed(exchange, false, facts);
  // Somebody saved the record in between: the next try may succeed.
  const retryable = facts.refusal?.meaning === "record_changed";
  return { kind: "refused", error: new RemoteError({ ...facts, retryable }) };
}

/** A gateway gives up sooner than NetSuite, which goes on with the write. */
function isFromNetSuite({ status, isReadable, body }: Answer): boolean {
  return isReadable && body !== undefined && !GATEWAY.has(status);
}

function failed(exchange: Exchange, isOutcomeUnknown: boolean, facts = factsOf(exchange)): Verdict {
  const options = exchange.kind === "no answer" ? { cause: exchange.cause } : undefined;
  const Failure = isOutcomeUnknown ? UnknownOutcomeError : RemoteError;
  return { kind: "failed", error: new Failure({ ...facts, retryable: true }, options) };
}

function factsOf(exchange: Exchange): RemoteFacts {
  if (exchange.kind === "no answer") {
    return { system: "NetSuite", reason: whyNoAnswer(exchange.cause), retryable: true };
  }
  const { status, body, isReadable } = exchange;
  if (!isReadable) {
    return {
      system: "NetSuite",
      reason: `it answered HTTP ${status} with something that is not JSON, as during maintenance`,
      retryable: true,
      remoteStatus: status,
    };
  }
  const read = ErrorBody.safeParse(body);
  const details = read.data?.["o:errorDetails"] ?? [];
  const codes = [
    ...details.map((detail) => detail["o:errorCode"]),
    read.data?.["o:errorCode"],
  ].filter((code) => code !== undefined);
  const oauthCode = read.data?.error;
  const refusal = nameRefusal(knownRefusals, details.map(saidIn));
  const words = wordsOf(details) || oauthCode;
  return {
    system: "NetSuite",
    reason: words || `it answered HTTP ${status} ${withoutJson(read.data?.title ?? "")}`.trim(),
    isQuoted: Boolean(words),
    retryable: false,
    remoteStatus: status,
    // In Oracle's sample of a refusal for concurrency, a vaguer code stands beside this one.
    remoteCode: codes.find((code) => THROTTLE_CODES.has(code)) ?? codes[0] ?? oauthCode,
    ...(refusal && { refusal }),
  };
}

type Detail = z.output<typeof ErrorBody>["o:errorDetails"][number];

/** Without the prefix that the record service puts before every sentence. */
function saidIn({ detail = "", "o:errorCode": code, "o:errorPath": place }: Detail): Said {
  const words = withoutJson(detail).replace(/^Error while accessing (?:a )?resource[.:]/, "");
  return { code, words: words.replace(/\s+/g, " ").trim(), place };
}

const ScriptError = z.object({ message: z.string() });

/** An error that a script throws comes as JSON with its stack: only `message` is for people. */
function withoutJson(text: string): string {
  const start = text.indexOf("{");
  if (start === -1 || !text.trimEnd().endsWith("}")) return text;
  try {
    const { message } = ScriptError.parse(JSON.parse(text.slice(start)));
    return text.slice(0, start) + message;
  } catch {
    return text;
  }
}

function wordsOf(details: Detail[]): string {
  const words = details.map((detail) => {
    const said = withoutJson(detail.detail ?? "") || detail["o:errorCode"] || "";
    return detail["o:errorPath"] ? `${said} (at ${detail["o:errorPath"]})` : said;
  });
  return words.filter(Boolean).join(" ").slice(0, LONGEST_REASON);
}

function whyNoAnswer(cause: unknown): string {
  if (cause instanceof Error && cause.name === "TimeoutError") return "it did not answer in time";
  return "the connection broke before an answer came";
}
