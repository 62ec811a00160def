import { randomBytes } from "node:crypto";
import { json, type Request, type RequestHandler, type Response, Router } from "express";
import { z } from "zod";
import { asActor } from "../audit/actors.ts";
import { acrossCompanies, asPerson } from "../database/scope.ts";
import { BadRequestError, NotSignedInError } from "../errors.ts";
import { dropExpired, peopleWhoLeft } from "../store/across-companies.ts";
import { hashOf } from "../store/seal.ts";
import { saveSession, type SignedIn } from "../store/sessions.ts";
import { takeSignInCode } from "../store/sign-in-codes.ts";
import { dropLeftGrant } from "../store/user-grants.ts";
import type { Call } from "./audit-session.ts";
import { boundTo, challengeOf } from "./challenge.ts";
import { endSession, type EndParts, revoke } from "./end-session.ts";

export interface SessionParts extends EndParts {
  sessionMinutes: number;
  sessionIdleMinutes: number;
  door: SessionDoor;
  callOf(request: Request): Call;
}

/** Handed in, because `install` may not import `http`. */
export interface SessionDoor {
  /** Undefined: the request brings no session. Rejects with NotSignedInError when it has ended. */
  read(request: Request): Promise<SignedIn | undefined>;
  isFromOwnPage(request: Request): boolean;
  giveCookie(response: Response, token: string): void;
  takeCookieBack(response: Response): void;
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
  const { door } = parts;

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
    const session = await asPerson(
      parts.db,
      { userId: person.userId, secretHash: hashOf(token) },
      (scope) =>
        saveSession(scope, token, {
          person,
          lengthMinutes: parts.sessionMinutes,
          idleMinutes: parts.sessionIdleMinutes,
          userAgent: request.get("user-agent") ?? "",
          address: request.ip ?? "",
        }),
    );
    door.giveCookie(response, token);
    response.set("cache-control", "no-store").json({ token, ...shown(session) });
    await tidyUp(parts, request).catch((error: unknown) =>
      parts.log.warn({ err: error }, "could not tidy up after sessions that ran out"),
    );
  };

  const show: RequestHandler = async (request, response) => {
    response.set("cache-control", "no-store");
    const session = await door.read(request);
    // each page asks when it opens: that nobody is signed in is no fault, and counts against nobody
    if (!session && door.isFromOwnPage(request)) return void response.status(204).end();
    const { user, ...facts } = shown(session ?? refuse());
    response.json({ ...user, session: facts });
  };

  const end: RequestHandler = async (request, response) => {
    const session = (await door.read(request)) ?? refuse();
    await endSession(parts, session, { by: asActor(session, parts.callOf(request)) });
    door.takeCookieBack(response);
    response.status(204).end();
  };

  return Router()
    .post("/api/v1/session", json({ limit: "4kb" }), exchangeCode)
    .get("/api/v1/session", show)
    .delete("/api/v1/session", end);
}

/** A person who does not sign out leaves a refresh token that still works. */
async function tidyUp(parts: SessionParts, request: Request): Promise<void> {
  // the browser has but one cookie: nothing will ever bring the session that it held until now
  const earlier = await parts.door.read(request).catch(() => undefined);
  if (earlier) await endSession(parts, earlier, { by: asActor(earlier, parts.callOf(request)) });
  const left = await acrossCompanies(parts.db, async (scope) => {
    await dropExpired(scope);
    return peopleWhoLeft(scope, MOST_REVOKED);
  });
  for (const userId of left) {
    const grant = await asPerson(parts.db, { userId }, (scope) => dropLeftGrant(scope, userId));
    if (grant) await revoke(parts, grant);
  }
}

function refuse(): never {
  throw new NotSignedInError("You are not signed in. Sign in first.");
}

function shown({ sessionId, userId, login, name, expiresAt }: SignedIn) {
  return {
    id: sessionId,
    expiresAt: expiresAt.toISOString(),
    user: { id: userId, login, name },
  };
}
