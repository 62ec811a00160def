import { CredentialsRefusedError } from "../../errors.ts";
import { exchange } from "../../wire/exchange.ts";
import { type Account, accountOf, labelOf } from "./account.ts";

const TIMEOUT_MS = 30_000;
/** `Bearer realm="1234567_SB1", error="invalid_token", …` */
const REALM = /\brealm="([\w-]{1,63})"/;

/**
 * An address that was typed in may be another account's, which would take the orders. NetSuite names
 * its account to whom it lets in by no token. Source: Oracle help, "OAuth 2.0 Error Messages".
 */
export async function assertAccount({ accountId, baseUrl, restUrl }: Account): Promise<void> {
  if (!baseUrl) return;
  const there = (await realmOf(restUrl)) ?? accountOf({ accountId, baseUrl });
  if (labelOf(there) === labelOf(accountId)) return;
  throw new CredentialsRefusedError({
    system: "NetSuite",
    reason: `${new URL(restUrl).host} is the address of account ${there}, and the account ID says ${accountId}: correct the one that is wrong`,
    retryable: false,
  });
}

async function realmOf(restUrl: string): Promise<string | undefined> {
  const answer = await exchange({
    method: "GET",
    url: `${restUrl}/services/rest/system/v1/serverTime`,
    headers: { authorization: "Bearer none", accept: "application/json" },
    timeoutMs: TIMEOUT_MS,
  });
  const challenge = answer.kind === "answer" ? answer.headers.get("www-authenticate") : null;
  return REALM.exec(challenge ?? "")?.[1];
}
