import { Router } from "express";
import { z } from "zod";
import { asPerson, inCompany } from "../database/scope.ts";
import { NotFoundError } from "../errors.ts";
import {
  findSessionOfCompany,
  type SessionFacts,
  sessionsOfCompany,
  sessionsOfPerson,
} from "../store/sessions.ts";
import { allow } from "./company-request.ts";
import { OpenSession } from "./contract.ts";
import type { ApiParts, User } from "./parts.ts";
import { idOf } from "./places.ts";

const MOST_LISTED = 200;

export function ownSessions({ db, userOf, actorOf, actions }: ApiParts): Router {
  const theirs = ({ userId }: User) =>
    asPerson(db, { userId }, (scope) => sessionsOfPerson(scope, userId, MOST_LISTED));

  return Router()
    .get("/", async (req, res) => {
      const user = userOf(req);
      res.json(listed(await theirs(user), user));
    })
    .delete("/", async (req, res) => {
      const user = userOf(req);
      const others = (await theirs(user)).filter(({ sessionId }) => sessionId !== user.sessionId);
      for (const other of others) await actions.endSession(other, { by: actorOf(req) });
      res.status(204).end();
    })
    .delete("/:sessionId", async (req, res) => {
      const sessionId = idOf(req, "sessionId");
      const user = userOf(req);
      const session = (await theirs(user)).find((one) => one.sessionId === sessionId);
      await actions.endSession(session ?? ended(), { by: actorOf(req) });
      res.status(204).end();
    });
}

/**
 * Of the people who have opened the company here. One session is one browser, whatever companies it
 * opens: an admin ends it wholly, and who belongs elsewhere too signs in again and gets in there
 * alone, since Procore is asked. A session that has opened only other companies stays unseen.
 */
export function companySessions(parts: ApiParts): Router {
  return Router({ mergeParams: true })
    .get("/", async (req, res) => {
      const { companyId, user } = await allow(parts, req, "seeSessions");
      const sessions = await inCompany(parts.db, companyId, (scope) =>
        sessionsOfCompany(scope, companyId, MOST_LISTED),
      );
      res.json(listed(sessions, user));
    })
    .delete("/:sessionId", async (req, res) => {
      const { companyId } = await allow(parts, req, "seeSessions");
      const sessionId = idOf(req, "sessionId");
      const session = await inCompany(parts.db, companyId, (scope) =>
        findSessionOfCompany(scope, { companyId, sessionId }),
      );
      const how = { by: parts.actorOf(req), inCompany: companyId };
      await parts.actions.endSession(session ?? ended(), how);
      res.status(204).end();
    });
}

function listed(sessions: SessionFacts[], user: User): OpenSession[] {
  return z.array(OpenSession).parse(
    sessions.map((session) => ({
      id: session.sessionId,
      isThis: session.sessionId === user.sessionId,
      user: { id: session.userId, login: session.login, name: session.name },
      userAgent: session.userAgent,
      address: session.address,
      startedAt: session.begunAt.toISOString(),
      lastUsedAt: session.lastUsedAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
    })),
  );
}

function ended(): never {
  throw new NotFoundError("This session has ended already, or it is not yours to end.");
}
