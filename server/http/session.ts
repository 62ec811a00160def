import type { Request, RequestHandler } from "express";
import type { Knex } from "knex";
import { NotSignedInError } from "../errors.ts";
import { personWith, type SignedIn } from "../store/sessions.ts";

const people = new WeakMap<Request, SignedIn>();

export function requireSession({ db }: { db: Knex }): RequestHandler {
  return async (request, _response, next) => {
    people.set(request, await readSession(db, request));
    next();
  };
}

/** Rejects with NotSignedInError without a living session. */
export async function readSession(db: Knex, request: Request): Promise<SignedIn> {
  const token = bearerOf(request);
  const person = token && (await personWith(db, token));
  if (!person) throw new NotSignedInError("Your session has ended. Sign in again.");
  return person;
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
