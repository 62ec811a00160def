import type { Knex } from "knex";
import { CredentialsRefusedError } from "../errors.ts";
import type { OAuth } from "../procore/oauth.ts";
import type { Seal } from "../store/seal.ts";
import {
  dropUserGrant,
  findUserGrant,
  lockUserGrant,
  saveUserGrant,
} from "../store/user-grants.ts";
import { renewInTurn } from "./renew-in-turn.ts";
import { isFresh, type Token } from "./token.ts";

export interface TokenParts {
  db: Knex;
  seal: Seal;
  oauth: OAuth;
}

/**
 * An access token of the person other than `refused`. A refresh token works once, so renewal holds
 * the grant's row: a second process
 * waits and then finds the token that the first one got. What comes back is saved before anyone
 * uses it.
 */
export async function renewUserGrant(
  parts: TokenParts,
  userId: string,
  refused?: string,
): Promise<Token> {
  const held = usable(parts, await findUserGrant(parts.db, userId), refused);
  if (held) return held;
  const renewed = await renewInTurn(parts.db, async (trx) => {
    const grant = await lockUserGrant(trx, userId);
    if (!grant) return undefined;
    const renewedByOther = usable(parts, grant, refused);
    if (renewedByOther) return renewedByOther;
    const issued = await refreshOrGiveUp(parts, grant.refreshToken);
    if (!issued) {
      await dropUserGrant(trx, userId);
      return undefined;
    }
    const { seal } = parts.seal;
    await saveUserGrant(trx, {
      userId,
      accessToken: seal(issued.accessToken),
      refreshToken: seal(issued.refreshToken),
      expiresAt: issued.expiresAt,
    });
    return { accessToken: issued.accessToken, expiresAt: issued.expiresAt };
  });
  if (!renewed) throw signInAgain();
  return renewed;
}

function usable(
  { seal }: TokenParts,
  grant: Token | undefined,
  refused: string | undefined,
): Token | undefined {
  if (!grant) return undefined;
  const accessToken = seal.open(grant.accessToken);
  return isFresh(grant) && accessToken !== refused
    ? { accessToken, expiresAt: grant.expiresAt }
    : undefined;
}

/** Undefined: Procore does not know this refresh token any more, the grant is dead. */
async function refreshOrGiveUp({ oauth, seal }: TokenParts, refreshToken: string) {
  try {
    return await oauth.refresh(seal.open(refreshToken));
  } catch (error) {
    // any other refusal may be of our own client secret: the grant is kept
    const isDead =
      error instanceof CredentialsRefusedError &&
      (error.remoteCode === "invalid_grant" || /refresh token is invalid/i.test(error.reason));
    if (isDead) return undefined;
    throw error;
  }
}

function signInAgain(): CredentialsRefusedError {
  return new CredentialsRefusedError({
    system: "Procore",
    reason: "your Procore sign-in has ended; sign in again",
    retryable: false,
  });
}
