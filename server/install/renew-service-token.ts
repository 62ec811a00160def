import type { Token } from "./token.ts";
import { isFresh } from "./token.ts";
import { renewInTurn } from "./renew-in-turn.ts";
import type { TokenParts } from "./renew-user-grant.ts";
import { findServiceToken, lockServiceToken, saveServiceToken } from "../store/service-tokens.ts";

/**
 * A token of the company's service account other than `refused`; processes that need one at once
 * get the same.
 */
export async function renewServiceToken(
  parts: TokenParts,
  companyId: string,
  refused?: string,
): Promise<Token> {
  const { db, seal, oauth } = parts;
  const usable = (token: Token | undefined): Token | undefined => {
    if (!token || !isFresh(token)) return undefined;
    const accessToken = seal.open(token.accessToken);
    return accessToken === refused ? undefined : { accessToken, expiresAt: token.expiresAt };
  };

  const held = usable(await findServiceToken(db, companyId));
  if (held) return held;
  return renewInTurn(db, async (trx) => {
    const renewedByOther = usable(await lockServiceToken(trx, companyId));
    if (renewedByOther) return renewedByOther;
    const issued = await oauth.issueServiceToken();
    await saveServiceToken(trx, companyId, {
      accessToken: seal.seal(issued.accessToken),
      expiresAt: issued.expiresAt,
    });
    return issued;
  });
}
