import { randomBytes } from "node:crypto";
import type { Knex } from "knex";
import { asPerson } from "../database/scope.ts";
import type { ProcoreClient } from "../procore/client.ts";
import type { GrantIssued } from "../procore/oauth.ts";
import { fetchMe, listCompanies } from "../procore/people.ts";
import { hashOf } from "../store/seal.ts";
import type { Seal } from "../store/seal.ts";
import { saveSignInCode, type Person } from "../store/sign-in-codes.ts";
import { saveUserGrant } from "../store/user-grants.ts";
import { boundTo } from "./challenge.ts";

export interface AdmitParts {
  db: Knex;
  seal: Seal;
  procore: ProcoreClient;
}

const CODE_MS = 60_000;

/** Keeps the person's grant. The one-time code is for the browser that set the challenge. */
export async function admit(
  { db, seal, procore }: AdmitParts,
  grant: GrantIssued,
  challenge: string,
): Promise<{ code: string; userId: string }> {
  const person = await whoIs(procore, grant.accessToken);
  const code = randomBytes(32).toString("base64url");
  const { userId } = person;
  const bound = boundTo(challenge, code);
  await asPerson(db, { userId, secretHash: hashOf(bound) }, async (scope) => {
    await saveUserGrant(scope, {
      userId,
      accessToken: seal.seal(grant.accessToken, "user_grants.access_token", userId),
      refreshToken: seal.seal(grant.refreshToken, "user_grants.refresh_token", userId),
      expiresAt: grant.expiresAt,
    });
    await saveSignInCode(scope, bound, { person, expiresAt: new Date(Date.now() + CODE_MS) });
  });
  return { code, userId };
}

/** Procore tells a person's name only within a company. */
async function whoIs(procore: ProcoreClient, accessToken: string): Promise<Person> {
  const as = { accessToken };
  const me = await fetchMe(procore, { as });
  const company = (await listCompanies(procore, as)).find(({ isActive }) => isActive);
  // A company that has not connected the app refuses.
  const named =
    company && (await fetchMe(procore, { as, companyId: company.id }).catch(() => undefined));
  return { userId: me.id, login: me.login, name: named?.name ?? me.name ?? me.login };
}
