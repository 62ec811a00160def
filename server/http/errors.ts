import type { ErrorRequestHandler, Request, RequestHandler } from "express";
import type { Logger } from "pino";
import { absenceOf } from "../database/absence.ts";
import { AppError, BadRequestError, NotFoundError, RemoteError } from "../errors.ts";
import { errorPage } from "./error-page.ts";
import { requestIdOf } from "./request-log.ts";

/** The words of an error that is no AppError are logged and never shown. */
export function errors({ log }: { log: Logger }): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const known = asKnown(error);
    const requestId = requestIdOf(response);
    const facts = { err: error, requestId, method: request.method, path: request.path };
    if (!known) log.error(facts, "a request failed unexpectedly");
    else if (known.status >= 500) log.warn(facts, "a request could not be served");
    if (response.headersSent) return next(error);
    if (known instanceof RemoteError && known.retryAt) {
      response.set("retry-after", String(secondsUntil(known.retryAt)));
    }
    const { status, code, message } = known ?? {
      status: 500,
      code: "internal",
      message: `Something went wrong in Crosstie. Try again; if it stays, name this request to support: ${requestId}.`,
    };
    response.status(status).set("cache-control", "no-store");
    if (isForReading(request)) response.type("html").send(errorPage({ message, requestId }));
    else response.json({ code, message, requestId, ...remoteOf(known) });
  };
}

function isForReading(request: Request): boolean {
  return !request.originalUrl.startsWith("/api/") && request.accepts(["json", "html"]) === "html";
}

export function notFound(): RequestHandler {
  return (request) => {
    throw new NotFoundError(`There is nothing at ${request.method} ${request.path}.`);
  };
}

function remoteOf(known: AppError | undefined): {
  remote?: { system: string; isPassing: boolean };
} {
  return known instanceof RemoteError
    ? { remote: { system: known.system, isPassing: known.retryable } }
    : {};
}

class TooLargeError extends AppError {
  override readonly status = 413;
  override readonly code = "too_large";
}

class DatabaseAwayError extends AppError {
  override readonly status = 503;
  override readonly code = "database_away";
}

function asKnown(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (absenceOf(error)) {
    return new DatabaseAwayError(
      "Crosstie's database does not answer just now. Try again in a moment.",
      { cause: error },
    );
  }
  const status =
    typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  if (status === 413) return new TooLargeError("The request is too large.", { cause: error });
  if (status === 404) {
    return new NotFoundError("There is nothing at this address.", { cause: error });
  }
  // Express and its body parsers: malformed JSON, bad encodings, bad percent signs
  if (typeof status === "number" && status >= 400 && status < 500) {
    return new BadRequestError("The request could not be read.", { cause: error });
  }
  return undefined;
}

function secondsUntil(instant: Date): number {
  return Math.max(1, Math.ceil((instant.getTime() - Date.now()) / 1000));
}
