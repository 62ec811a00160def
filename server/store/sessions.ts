import type { Knex } from "knex";
import { asPerson, type PersonScope } from "../database/scope.ts";
import { hashOf } from "./hash-of.ts";
import type { Person } from "./sign-in-codes.ts";

export interface SignedIn extends Person {
  expiresAt: Date;
}

interface Row {
  token_hash: string;
  user_id: string;
  login: string;
  name: string;
  expires_at: Date;
}

export async function saveSession(
  scope: PersonScope,
  token: string,
  session: SignedIn,
): Promise<void> {
  await scope<Row>("sessions").insert({
    token_hash: hashOf(token),
    user_id: session.userId,
    login: session.login,
    name: session.name,
    expires_at: session.expiresAt,
  });
}

/** Whose living session this token is, in a transaction of its own. */
export function personWith(db: Knex, token: string): Promise<SignedIn | undefined> {
  return asPerson(db, { secretHash: hashOf(token) }, (scope) => findSession(scope, token));
}

/** Undefined also when it has run out. */
async function findSession(scope: PersonScope, token: string): Promise<SignedIn | undefined> {
  const row = await scope<Row>("sessions")
    .where({ token_hash: hashOf(token) })
    .where("expires_at", ">", scope.fn.now())
    .first();
  return (
    row && { userId: row.user_id, login: row.login, name: row.name, expiresAt: row.expires_at }
  );
}

/** Ends a session and says whether the person has another one left. */
export async function endSession(
  scope: PersonScope,
  token: string,
  userId: string,
): Promise<{ isLast: boolean }> {
  await scope("sessions")
    .where({ token_hash: hashOf(token) })
    .delete();
  const other = await scope("sessions")
    .where({ user_id: userId })
    .where("expires_at", ">", scope.fn.now())
    .first("user_id");
  return { isLast: other === undefined };
}
