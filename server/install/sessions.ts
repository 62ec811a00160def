import { randomBytes } from "node:crypto";
import { json, type Request, type RequestHandler, Router } from "express";
import type { Knex } from "knex";
import type { Logger } from "pino";
import { z } from "zod";
import { acrossCompanies, asPerson } from "../database/scope.ts";
import { BadRequestError, NotSignedInError } from "../errors.ts";
import type { OAuth } from "../procore/oauth.ts";
import { dropExpired, peopleWhoLeft } from "../store/across-companies.ts";
import type { Seal } from "../store/seal.ts";
import { hashOf } from "../store/seal.ts";
import { endSession, personWith, saveSession, type SignedIn } from "../store/sessions.ts";
import { takeSignInCode, type Person } from "../store/sign-in-codes.ts";
import { dropLeftGrant, dropUserGrant, type UserGrant } from "../store/user-grants.ts";
import { auditSignOut, type Call } from "./audit-session.ts";
import { boundTo, challengeOf } from "./challenge.ts";

export interface SessionParts {
  db: Knex;
  seal: Seal;
  oauth: OAuth;
  log: Logger;
  sessionMinutes: number;
  callOf(request: Request): Call;
}

/** After each sign-in: every revocation is a call to Procore. */
const MOST_REVOKED = 20;

/** `verifier`: the secret behind the challenge that `/auth/procore` was given. */
export const SessionRequest = z.strictObject({
  code: z.string().min(1).max(200),
  verifier: z.string().min(43).max(128),
});

/** Goes before the routes that demand a session. */
export function sessions(parts: SessionParts): Router {
  const exchangeCode: RequestHandler = async (request, response) => {
    const asked = SessionRequest.safeParse(request.body);
    if (!asked.success) {
      throw new BadRequestError(
        "A session is traded for a sign-in code and the verifier of the browser that asked for it; the request lacks one of them.",
      );
    }
    const { code, verifier } = asked.data;
    const bound = boundTo(challengeOf(verifier), code);
    const person = await asPerson(parts.db, { secretHash: hashOf(bound) }, (scope) =>
      takeSignInCode(scope, bound),
    );
    if (!person) {
      throw new NotSignedInError(
        "This sign-in code was used already, is older than a minute, or was meant for another browser. Sign in again.",
      );
    }
    const token = randomBytes(32).toString("base64url");
    const expiresAt = new Date(Date.now() + parts.sessionMinutes * 60_000);
    const { userId } = person;
    await asPerson(parts.db, { userId, secretHash: hashOf(token) }, (scope) =>
      saveSession(scope, token, { ...person, expiresAt }),
    );
    response
      .set("cache-control", "no-store")
      .json({ token, expiresAt: expiresAt.toISOString(), user: shown(person) });
    await tidyUp(parts).catch((error: unknown) =>
      parts.log.warn({ err: error }, "could not tidy up after sessions that ran out"),
    );
  };

  const show: RequestHandler = async (request, response) => {
    const { person } = await signedIn(parts.db, request.headers.authorization);
    response.set("cache-control", "no-store").json(shown(person));
  };

  const end: RequestHandler = async (request, response) => {
    const { token, person } = await signedIn(parts.db, request.headers.authorization);
    const { userId } = person;
    const grant = await asPerson(parts.db, { userId }, async (scope) => {
      const { isLast, opened } = await endSession(scope, token, userId);
      // another session of the same person still needs the grant
      const left = isLast ? await dropUserGrant(scope, userId) : undefined;
      await auditSignOut(scope, person, { opened, ...parts.callOf(request) });
      return left;
    });
    if (grant) await revoke(parts, grant);
    response.status(204).end();
  };

  return Router()
    .post("/api/v1/session", json({ limit: "4kb" }), exchangeCode)
    .get("/api/v1/session", show)
    .delete("/api/v1/session", end);
}

async function signedIn(
  db: Knex,
  authorization: string | undefined,
): Promise<{ token: string; person: SignedIn }> {
  const token = /^Bearer ([\w-]{20,200})$/i.exec(authorization ?? "")?.[1];
  const person = token ? await personWith(db, token) : undefined;
  if (!token || !person) throw new NotSignedInError("Your session has ended. Sign in again.");
  return { token, person };
}

/** A person who does not sign out leaves a refresh token that still works. */
async function tidyUp(parts: SessionParts): Promise<void> {
  const left = await acrossCompanies(parts.db, async (scope) => {
    await dropExpired(scope);
    return peopleWhoLeft(scope, MOST_REVOKED);
  });
  for (const userId of left) {
    const grant = await asPerson(parts.db, { userId }, (scope) => dropLeftGrant(scope, userId));
    if (grant) await revoke(parts, grant);
  }
}

async function revoke({ seal, oauth, log }: SessionParts, grant: UserGrant): Promise<void> {
  try {
    await oauth.revoke(seal.open(grant.refreshToken, "user_grants.refresh_token", grant.userId));
  } catch (error) {
    log.warn({ err: error }, "could not revoke a grant at Procore");
  }
}

function shown({ userId, login, name }: Person) {
  return { id: userId, login, name };
}
