import { CredentialsRefusedError, RemoteError } from "../errors.ts";
import type { Answer } from "./call.ts";

/** Not installed, or disconnected: calls before it is connected again count against the app. */
export class AppNotConnectedError extends RemoteError {
  override readonly code = "app_not_connected";
}

/** Undefined for 404: Procore answers it for what is gone and for what the caller may not see. */
export async function orMissing(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof RemoteError && error.remoteStatus === 404) return undefined;
    throw error;
  }
}

/** Undefined for 403 and 404: the project has no such list, or the caller may not see it. */
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

/** Not for rate limits: pace.ts takes those first. */
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

/** Procore sends `errors` (text, list, fields), `error` (text, object), `message` or bare text. */
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
