import type { Request, RequestHandler } from "express";
import { ipKeyGenerator, MemoryStore, type Options, rateLimit } from "express-rate-limit";
import pLimit from "p-limit";
import type { Logger } from "pino";
import { AppError } from "../errors.ts";
import { bringsSession, isSignedIn, userOf, wasSignedIn } from "./session.ts";

const MINUTE_MS = 60_000;

export class TooManyRequestsError extends AppError {
  override readonly status = 429;
  override readonly code = "too_many_requests";
}

/**
 * By address: nobody is known there yet. Only what fails counts: an office signs in together. Where
 * a failure is answered with a page, `locals.hasFailed` says so.
 */
export function signInLimit(perMinute = 60): RequestHandler {
  return limit(perMinute, byAddress, {
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, { statusCode, locals }) =>
      statusCode < 400 && locals.hasFailed !== true,
  });
}

/** Behind a proxy that is not trusted, all people share its address, and its limits. */
export function untrustedProxyWarning({ log }: { log: Pick<Logger, "warn"> }): RequestHandler {
  let isWarned = false;
  return (request, _response, next) => {
    const { remoteAddress = "" } = request.socket;
    const isTrusted = request.app.get("trust proxy fn") as (
      address: string,
      hop: number,
    ) => boolean;
    if (!isWarned && request.headers["x-forwarded-for"] && !isTrusted(remoteAddress, 0)) {
      isWarned = true;
      log.warn(
        { from: remoteAddress },
        "a proxy that TRUST_PROXY does not name sends X-Forwarded-For: until it does, all people behind that proxy count as one, and share their limits",
      );
    }
    next();
  };
}

/** Counts failures alone, so that an office may share an address. */
export function failures(perMinute: number) {
  const store = new MemoryStore();
  store.init({ windowMs: MINUTE_MS } as Options);
  return {
    async areMany(request: Request): Promise<boolean> {
      const { totalHits = 0, resetTime } = (await store.get(byAddress(request))) ?? {};
      return totalHits >= perMinute && resetTime !== undefined && resetTime.getTime() > Date.now();
    },
    async count(request: Request): Promise<void> {
      await store.increment(byAddress(request));
    },
  };
}

/** So many may wait to be looked at of those who cannot be told from strangers. */
const MOST_WAITING = 200;

export interface Anonymous {
  /** Looks the session up: one at a time, of an address that failed much. */
  hasSession(request: Request): Promise<boolean>;
  perMinute?: number;
}

/** Whoever signs in has a limit of their own. */
export function anonymousLimit({ hasSession, perMinute = 300 }: Anonymous): RequestHandler {
  const strangers = failures(perMinute);
  const oneAtATime = pLimit(1);
  const isWelcome = async (request: Request) =>
    wasSignedIn(request) ||
    isSigningIn(request) ||
    !(await strangers.areMany(request)) ||
    (bringsSession(request) &&
      oneAtATime.pendingCount < MOST_WAITING &&
      (await oneAtATime(() => hasSession(request))));
  return async (request, response, next) => {
    if (!(await isWelcome(request))) throw tooMany();
    response.once("close", () => {
      // A client that hangs up before the answer has cost a look-up all the same.
      if (!isSignedIn(request) && (response.statusCode === 401 || !response.headersSent)) {
        void strangers.count(request);
      }
    });
    next();
  };
}

const isSigningIn = ({ method, path }: Request) => method === "POST" && path === "/session";

/** A right one counts for itself, a guess for the address that it comes from: an office may share it. */
export function sharedLimit(isRight: (key: unknown) => boolean, perMinute = 60): RequestHandler {
  return limit(perMinute, (request) => {
    const { key } = request.query;
    return isRight(key) ? String(key) : byAddress(request);
  });
}

/** Behind `requireSession`: by person, however many sessions they open. */
export function apiLimit(perMinute = 600): RequestHandler {
  return limit(perMinute, (request) => userOf(request).userId);
}

function byAddress(request: Request): string {
  return ipKeyGenerator(request.ip ?? "unknown");
}

function tooMany(): TooManyRequestsError {
  return new TooManyRequestsError(
    "Too many requests in a short time. Wait a minute, then try again.",
  );
}

function limit(
  perMinute: number,
  keyGenerator: (request: Request) => string,
  options: Partial<Options> = {},
): RequestHandler {
  return rateLimit({
    ...options,
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: "draft-7",
    legacyHeaders: false,
    keyGenerator,
    handler: (_request, _response, next) => next(tooMany()),
  });
}
