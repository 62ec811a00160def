import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import type { Request, RequestHandler, Response } from "express";
import type { Logger } from "pino";

const LONGEST_PATH = 500;

const ids = new WeakMap<Response, string>();

/** Logs no body and no query: a query may hold a sign-in code. */
export function requestLog({ log }: { log: Logger }): RequestHandler {
  return (request, response, next) => {
    const given = request.get("x-request-id");
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    ids.set(response, requestId);
    response.set("x-request-id", requestId);
    const startedAt = performance.now();
    const { method } = request;
    const path = request.path.slice(0, LONGEST_PATH);
    response.on("close", () => {
      const ms = Math.round(performance.now() - startedAt);
      log.info(
        {
          requestId,
          method,
          path,
          status: response.statusCode,
          ms,
          ...(!response.writableFinished && { isCut: true }),
        },
        "request",
      );
    });
    next();
  };
}

export function requestIdOf(response: Response): string {
  return ids.get(response) ?? "unknown";
}

/**
 * Where a request came from, and the id under which its line is in the log. A header may say
 * anything: what is no address counts as not said.
 */
export function callOf({ ip = "", res, socket }: Request): {
  address: string | null;
  requestId: string | null;
} {
  const address = isIP(ip) ? ip : (socket.remoteAddress ?? null);
  return { address, requestId: (res && ids.get(res)) ?? null };
}
