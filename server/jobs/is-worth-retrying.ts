import { AppError } from "../errors.ts";

/** Errors of ours know; of any other nobody does, so it is tried again. */
export function isWorthRetrying(error: unknown): boolean {
  if (typeof error === "object" && error !== null && "retryable" in error) {
    return error.retryable === true;
  }
  return !(error instanceof AppError);
}
