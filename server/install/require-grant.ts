import type { Knex } from "knex";
import { asPerson } from "../database/scope.ts";
import { findUserGrant } from "../store/user-grants.ts";
import { signInAgain } from "./renew.ts";

/**
 * For what goes on without its person's request: a token in hand outlives the grant, and who has
 * signed out everywhere wants nothing more. Throws a CredentialsRefusedError.
 */
export async function requireGrant(db: Knex, userId: string): Promise<void> {
  const grant = await asPerson(db, { userId }, (scope) => findUserGrant(scope, userId));
  if (!grant) throw signInAgain();
}
