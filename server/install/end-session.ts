import type { Knex } from "knex";
import type { Logger } from "pino";
import { asPerson } from "../database/scope.ts";
import type { OAuth } from "../procore/oauth.ts";
import type { Seal } from "../store/seal.ts";
import * as store from "../store/sessions.ts";
import { dropUserGrant, type UserGrant } from "../store/user-grants.ts";
import { auditEnd, type EndedBy } from "./audit-session.ts";

export interface EndParts {
  db: Knex;
  seal: Seal;
  oauth: OAuth;
  log: Logger;
}

/** In all windows of its browser. With a person's last session goes what they allowed in Procore. */
export async function endSession(
  parts: EndParts,
  session: { sessionId: string; userId: string },
  how: EndedBy,
): Promise<void> {
  const { userId } = session;
  const grant = await asPerson(parts.db, { userId }, async (scope) => {
    const { isLast, ended } = await store.endSession(scope, session);
    // another session of the same person still needs the grant
    const left = isLast ? await dropUserGrant(scope, userId) : undefined;
    if (ended) await auditEnd(scope, ended, how);
    return left;
  });
  if (grant) await revoke(parts, grant);
}

export async function revoke({ seal, oauth, log }: EndParts, grant: UserGrant): Promise<void> {
  try {
    await oauth.revoke(seal.open(grant.refreshToken, "user_grants.refresh_token", grant.userId));
  } catch (error) {
    log.warn({ err: error }, "could not revoke a grant at Procore");
  }
}
