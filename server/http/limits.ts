import type { Request, RequestHandler } from "express";
import { ipKeyGenerator, MemoryStore, type Options, rateLimit } from "express-rate-limit";
import { AppError } from "../errors.ts";
import { isSignedIn, userOf } from "./session.ts";

const MINUTE_MS = 60_000;

export class TooManyRequestsError extends AppError {
  override readonly status = 429;
  override readonly code = "too_many_requests";
}

/** By address: nobody is known there yet. */
export function signInLimit(perMinute = 60): RequestHandler {
  return limit(perMinute, byAddress);
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

export function anonymousLimit(perMinute = 300): RequestHandler {
  const strangers = failures(perMinute);
  return async (request, response, next) => {
    if (await strangers.areMany(request)) throw tooMany();
    response.once("close", () => {
      // A client that hangs up before the answer has cost a look-up all the same.
      if (!isSignedIn(request) && (response.statusCode === 401 || !response.headersSent)) {
        void strangers.count(request);
      }
    });
    next();
  };
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

function limit(perMinute: number, keyGenerator: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: "draft-7",
    legacyHeaders: false,
    keyGenerator,
    handler: (_request, _response, next) => next(tooMany()),
  });
}
