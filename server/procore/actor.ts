import { hash } from "node:crypto";

/**
 * In whose name a call is made: the app's service account in a company, a person who signed in, or
 * a token in hand (sign-in only).
 */
export type Actor = { service: string } | { userId: string } | { accessToken: string };

export const serviceOf = (companyId: string): Actor => ({ service: companyId });

/** Names the holder of a rate limit; never contains a token. */
export function actorKey(actor: Actor): string {
  if ("service" in actor) return `service ${actor.service}`;
  return "userId" in actor
    ? `user ${actor.userId}`
    : `token ${hash("sha256", actor.accessToken, "base64url")}`;
}

/**
 * Where access tokens come from. Rejects with CredentialsRefusedError when there is none to be had.
 */
export interface Tokens {
  current(actor: Actor): Promise<string>;
  /** A token other than `refused`: renewed now, or already renewed by another process. */
  renew(actor: Actor, refused: string): Promise<string>;
}
