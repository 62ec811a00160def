import { hash } from "node:crypto";

/** A company's service account, a signed-in person, or a token in hand (only at sign-in). */
export type Actor = { service: string } | { userId: string } | { accessToken: string };

export const serviceOf = (companyId: string): Actor => ({ service: companyId });

/** Names the holder of a rate limit; contains no token. */
export function actorKey(actor: Actor): string {
  if ("service" in actor) return `service ${actor.service}`;
  return "userId" in actor
    ? `user ${actor.userId}`
    : `token ${hash("sha256", actor.accessToken, "base64url")}`;
}

/** Throws a CredentialsRefusedError when there is no token. */
export interface Tokens {
  current(actor: Actor): Promise<string>;
  /** A token other than `refused`: renewed now, or meanwhile by another process. */
  renew(actor: Actor, refused: string): Promise<string>;
}
