import type { Knex } from "knex";
import pLimit from "p-limit";
import { asPerson, inCompany } from "../database/scope.ts";
import { CredentialsRefusedError } from "../errors.ts";
import type { OAuth } from "../procore/oauth.ts";
import type { Seal } from "../store/seal.ts";
import type { SealedValue } from "../store/sealed-values.ts";
import { findServiceToken, lockServiceToken, saveServiceToken } from "../store/service-tokens.ts";
import {
  dropUserGrant,
  findUserGrant,
  lockUserGrant,
  saveUserGrant,
  type UserGrant,
} from "../store/user-grants.ts";

export interface TokenParts {
  db: Knex;
  seal: Seal;
  oauth: OAuth;
}

export interface Token {
  accessToken: string;
  expiresAt: Date;
}

/** Renewed this long before it ends, so that no token ends during a call. */
const MARGIN_MS = 60_000;

export function freshForMs({ expiresAt }: Token): number {
  return expiresAt.getTime() - MARGIN_MS - Date.now();
}

/** A renewal holds a database connection while Procore answers: only a few at a time. */
const inTurn = pLimit(3);

const renewInTurn = <Result>(renew: () => Promise<Result>): Promise<Result> => inTurn(renew);

/** Never returns `refused`. The row is locked because a refresh token works only once. */
export async function renewUserGrant(
  parts: TokenParts,
  userId: string,
  refused?: string,
): Promise<Token> {
  const its = { column: "user_grants.access_token", row: userId, refused } as const;
  const held = usable(
    parts,
    await asPerson(parts.db, { userId }, (scope) => findUserGrant(scope, userId)),
    its,
  );
  if (held) return held;
  const renewed = await renewInTurn(() =>
    asPerson(parts.db, { userId }, async (scope) => {
      const grant = await lockUserGrant(scope, userId);
      if (!grant) return undefined;
      const renewedByOther = usable(parts, grant, its);
      if (renewedByOther) return renewedByOther;
      const issued = await refreshOrGiveUp(parts, grant);
      if (!issued) {
        await dropUserGrant(scope, userId);
        return undefined;
      }
      const { seal } = parts;
      await saveUserGrant(scope, {
        userId,
        accessToken: seal.seal(issued.accessToken, its.column, userId),
        refreshToken: seal.seal(issued.refreshToken, "user_grants.refresh_token", userId),
        expiresAt: issued.expiresAt,
      });
      return { accessToken: issued.accessToken, expiresAt: issued.expiresAt };
    }),
  );
  if (!renewed) throw signInAgain();
  return renewed;
}

async function refreshOrGiveUp({ oauth, seal }: TokenParts, grant: UserGrant) {
  try {
    const { refreshToken, userId } = grant;
    return await oauth.refresh(seal.open(refreshToken, "user_grants.refresh_token", userId));
  } catch (error) {
    // Another refusal may concern our own client secret: the grant is kept.
    const isDead =
      error instanceof CredentialsRefusedError &&
      (error.remoteCode === "invalid_grant" || /refresh token is invalid/i.test(error.reason));
    if (isDead) return undefined;
    throw error;
  }
}

export function signInAgain(): CredentialsRefusedError {
  return new CredentialsRefusedError({
    system: "Procore",
    reason: "your Procore sign-in has ended; sign in again",
    retryable: false,
  });
}

export async function renewServiceToken(
  parts: TokenParts,
  companyId: string,
  refused?: string,
): Promise<Token> {
  const { db, seal, oauth } = parts;
  const its = { column: "service_tokens.access_token", row: companyId, refused } as const;
  const held = usable(
    parts,
    await inCompany(db, companyId, (scope) => findServiceToken(scope, companyId)),
    its,
  );
  if (held) return held;
  return renewInTurn(() =>
    inCompany(db, companyId, async (scope) => {
      const renewedByOther = usable(parts, await lockServiceToken(scope, companyId), its);
      if (renewedByOther) return renewedByOther;
      const issued = await oauth.issueServiceToken();
      await saveServiceToken(scope, companyId, {
        accessToken: seal.seal(issued.accessToken, its.column, companyId),
        expiresAt: issued.expiresAt,
      });
      return issued;
    }),
  );
}

function usable(
  { seal }: TokenParts,
  sealed: Token | undefined,
  { column, row, refused }: SealedValue & { refused: string | undefined },
): Token | undefined {
  if (!sealed || freshForMs(sealed) <= 0) return undefined;
  const accessToken = seal.open(sealed.accessToken, column, row);
  return accessToken === refused ? undefined : { accessToken, expiresAt: sealed.expiresAt };
}
