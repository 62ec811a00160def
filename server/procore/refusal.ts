import { CredentialsRefusedError, RemoteError } from "../errors.ts";
import type { Answer } from "./call.ts";

/**
 * The company has not installed the app, or has disconnected it. Calling again before it does
 * counts against the app.
 */
export class AppNotConnectedError extends RemoteError {
  override readonly code = "app_not_connected";
}

/**
 * 404 becomes undefined: Procore answers it for what is gone and for what the caller may not reach.
 */
export async function orMissing(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof RemoteError && error.remoteStatus === 404) return undefined;
    throw error;
  }
}

/**
 * The same of a list, and 403 too: what a project does not have, and what the caller may not see.
 */
export async function orUnseen<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const isApart = error instanceof AppNotConnectedError;
    const isUnseen = error instanceof RemoteError && [403, 404].includes(error.remoteStatus ?? 0);
    if (isUnseen && !isApart) return undefined;
    throw error;
  }
}

/** The error for an answer that is not 2xx; rate limits are dealt with before. */
export function refusal(answer: Answer): RemoteError {
  const words = ownWords(answer.body);
  const reason = words ?? `it answered ${answer.status} without a reason`;
  const isQuoted = words !== undefined;
  const facts = { system: "Procore", reason, isQuoted, remoteStatus: answer.status };
  if (answer.status === 401) return new CredentialsRefusedError({ ...facts, retryable: false });
  if (answer.status === 403 && /not connected to this company/i.test(reason)) {
    return new AppNotConnectedError({ ...facts, retryable: false });
  }
  return new RemoteError({ ...facts, retryable: answer.status >= 500 || answer.status === 408 });
}

const LONGEST = 500;

/**
 * Procore has several shapes: `errors` as text, list or fields; `error` as text or `{code,
 * message}`; `message`; bare text.
 */
export function ownWords(body: unknown): string | undefined {
  const words = wordsIn(body).join("; ").replaceAll(/\s+/g, " ").trim();
  return words === "" ? undefined : words.slice(0, LONGEST);
}

function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return value.trimStart().startsWith("<") ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value !== "object" || value === null) return [];
  const fields = value as Record<string, unknown>;
  for (const name of ["error_description", "errors", "error", "message", "detail", "reason"]) {
    if (fields[name] !== undefined && fields[name] !== null) return wordsIn(fields[name]);
  }
  return Object.entries(fields).flatMap(([field, reasons]) =>
    wordsIn(reasons).map((reason) =>
      field === "base" || field === "code" ? reason : `${field} ${reason}`,
    ),
  );
}
