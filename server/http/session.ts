import type { Request, RequestHandler } from "express";
import type { Knex } from "knex";
import { LRUCache } from "lru-cache";
import { NotSignedInError } from "../errors.ts";
import { hashOf } from "../store/seal.ts";
import { personWith, type SignedIn } from "../store/sessions.ts";

const people = new WeakMap<Request, SignedIn>();
/** By the hash of the token: sessions that were found alive lately. */
const living = new LRUCache<string, true>({ max: 20_000, ttl: 3_600_000 });

export function requireSession({ db }: { db: Knex }): RequestHandler {
  return async (request, _response, next) => {
    people.set(request, await readSession(db, request));
    next();
  };
}

/** Rejects with NotSignedInError without a living session. */
export async function readSession(db: Knex, request: Request): Promise<SignedIn> {
  const token = bearerOf(request);
  const person = token ? await personWith(db, token) : undefined;
  if (!token || !person) throw new NotSignedInError("Your session has ended. Sign in again.");
  living.set(hashOf(token), true);
  return person;
}

/** Costs no look-up. It may have ended since: that is asked behind this. */
export function wasSignedIn(request: Request): boolean {
  const token = bearerOf(request);
  return token !== undefined && living.has(hashOf(token));
}

export function isSignedIn(request: Request): boolean {
  return people.has(request);
}

/** Only behind `requireSession`; throws NotSignedInError elsewhere. */
export function userOf(request: Request): SignedIn {
  const person = people.get(request);
  if (!person) throw new NotSignedInError("Your session has ended. Sign in again.");
  return person;
}

function bearerOf(request: Request): string | undefined {
  return /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? "")?.[1];
}
