import type { Request, RequestHandler } from "express";
import type { Knex } from "knex";
import { LRUCache } from "lru-cache";
import { AppError, NotSignedInError } from "../errors.ts";
import { hashOf } from "../store/seal.ts";
import { personWith, type SignedIn } from "../store/sessions.ts";
import { isShownOn, requireOwnPage, sessionCookie } from "./session-cookie.ts";

export interface SessionParts {
  db: Knex;
  appUrl: string;
  sessionIdleMinutes: number;
}

const people = new WeakMap<Request, SignedIn>();
/** By the hash of the token: sessions that were found alive lately. */
const living = new LRUCache<string, true>({ max: 20_000, ttl: 3_600_000 });

/** What is asked behind it keeps the session from its idle end. */
export function requireSession(parts: SessionParts): RequestHandler {
  return async (request, _response, next) => {
    const { sessionIdleMinutes: idleMinutes } = parts;
    people.set(request, (await sessionOf(parts, request, { idleMinutes })) ?? refuse());
    next();
  };
}

/** Undefined: the request brings none. Rejects with NotSignedInError when it has ended. */
export async function sessionOf(
  { db, appUrl }: Pick<SessionParts, "db" | "appUrl">,
  request: Request,
  use: { idleMinutes?: number } = {},
): Promise<SignedIn | undefined> {
  const token = tokenOf(request, appUrl);
  if (token === undefined) return undefined;
  const person = (await personWith(db, token, use)) ?? refuse();
  // nobody acts in the name of who has signed in in another tab
  if (!isShownOn(request, person.sessionId)) return refuse();
  living.set(hashOf(token), true);
  return person;
}

/** Whether the request brings one that lives; one look-up. */
export async function hasSession(
  parts: Pick<SessionParts, "db" | "appUrl">,
  request: Request,
): Promise<boolean> {
  try {
    return (await sessionOf(parts, request)) !== undefined;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** Costs no look-up. It may have ended since: that is asked behind this. */
export function wasSignedIn(request: Request): boolean {
  const token = tokenIn(request);
  return token !== undefined && living.has(hashOf(token));
}

/** It may be made up. */
export const bringsSession = (request: Request): boolean => tokenIn(request) !== undefined;

const tokenIn = (request: Request) => bearerOf(request) ?? sessionCookie(request);

export function isSignedIn(request: Request): boolean {
  return people.has(request);
}

/** Only behind `requireSession`; throws NotSignedInError elsewhere. */
export function userOf(request: Request): SignedIn {
  return people.get(request) ?? refuse();
}

/** Of a script, or of a page in a browser that keeps no cookie; else of the browser's cookie. */
function tokenOf(request: Request, appUrl: string): string | undefined {
  const bearer = bearerOf(request);
  if (bearer !== undefined) return bearer;
  const cookie = sessionCookie(request);
  if (cookie !== undefined) requireOwnPage(request, appUrl);
  return cookie;
}

function bearerOf(request: Request): string | undefined {
  return /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? "")?.[1];
}

function refuse(): never {
  throw new NotSignedInError("Your session has ended. Sign in again.");
}
