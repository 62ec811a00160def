import { hash } from "node:crypto";
import type { Request, RequestHandler } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { AppError } from "../errors.ts";
import { bearerOf } from "./session.ts";

const MINUTE_MS = 60_000;

export class TooManyRequestsError extends AppError {
  override readonly status = 429;
  override readonly code = "too_many_requests";
}

/** For `/auth` and for trading codes: by address, since nobody is known there yet. */
export function signInLimit(perMinute = 60): RequestHandler {
  return limit(perMinute, byAddress);
}

/** For the API: by session token, so that an office behind one address does not share a limit. */
export function apiLimit(perMinute = 600): RequestHandler {
  return limit(perMinute, (request) => {
    const token = bearerOf(request);
    return token ? hash("sha256", token, "base64url") : byAddress(request);
  });
}

function byAddress(request: Request): string {
  return ipKeyGenerator(request.ip ?? "unknown");
}

function limit(perMinute: number, keyGenerator: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: "draft-7",
    legacyHeaders: false,
    keyGenerator,
    handler: (_request, _response, next) => next(new TooManyRequestsError("Too many requests in a short time. Wait a minute, then try again.")),
  });
}
