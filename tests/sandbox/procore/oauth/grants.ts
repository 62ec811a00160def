import { randomBytes } from "node:crypto";
import type { Grant } from "../access.ts";
import { now, type ProcoreState } from "../state.ts";

export const TOKEN_SECONDS = 5_400;

/** Long and dotted, as Procore's are, but opaque: nobody may read anything into it. */
export function issueGrant(
  state: ProcoreState,
  { clientId, userId, isService }: Pick<Grant, "clientId" | "userId" | "isService">,
): Grant {
  const createdAt = now(state).getTime();
  const grant: Grant = {
    accessToken: `${randomBytes(24).toString("base64url")}.${randomBytes(96).toString("base64url")}.${randomBytes(64).toString("base64url")}`,
    refreshToken: isService ? null : randomBytes(32).toString("base64url"),
    clientId,
    userId,
    createdAt,
    expiresAt: createdAt + TOKEN_SECONDS * 1_000,
    isRevoked: false,
    isRefreshed: false,
    isService,
  };
  state.grants.set(grant.accessToken, grant);
  return grant;
}

/** The grant behind an `Authorization: Bearer …` header, if it still counts. */
export function liveGrant(state: ProcoreState, authorization: string | null): Grant | undefined {
  const token = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];
  const grant = token ? state.grants.get(token) : undefined;
  return grant && !grant.isRevoked && grant.expiresAt > now(state).getTime() ? grant : undefined;
}

/** A refresh token works once. The new pair exists even if the caller never hears of it. */
export function refreshGrant(
  state: ProcoreState,
  refreshToken: string,
  clientId: string,
): Grant | undefined {
  const old = [...state.grants.values()].find((grant) => grant.refreshToken === refreshToken);
  if (!old || old.isRefreshed || old.isRevoked || old.clientId !== clientId) return undefined;
  old.isRefreshed = true;
  return issueGrant(state, { clientId, userId: old.userId, isService: false });
}

export function revokeToken(state: ProcoreState, token: string, clientId: string): void {
  for (const grant of state.grants.values()) {
    if (
      grant.clientId === clientId &&
      (grant.accessToken === token || grant.refreshToken === token)
    ) {
      grant.isRevoked = true;
    }
  }
}

/** All tokens of a person (or of everyone) run out now; refresh tokens stay good. */
export function expireTokens(state: ProcoreState, userId?: string): number {
  const hit = [...state.grants.values()].filter(
    (grant) => userId === undefined || grant.userId === userId,
  );
  for (const grant of hit) grant.expiresAt = now(state).getTime();
  return hit.length;
}
