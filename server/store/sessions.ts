import type { Knex } from "knex";
import { asPerson, type PersonScope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import { hashOf } from "./seal.ts";
import type { Person } from "./sign-in-codes.ts";

export interface SignedIn extends Person {
  expiresAt: Date;
}

const { fromRow, toRow, names } = columns<SignedIn>({
  userId: "user_id",
  login: "login",
  name: "name",
  expiresAt: "expires_at",
});

export async function saveSession(
  scope: PersonScope,
  token: string,
  session: SignedIn,
): Promise<void> {
  await scope("sessions").insert({ token_hash: hashOf(token), ...toRow(session) });
}

export function personWith(db: Knex, token: string): Promise<SignedIn | undefined> {
  return asPerson(db, { secretHash: hashOf(token) }, (scope) => findSession(scope, token));
}

async function findSession(scope: PersonScope, token: string): Promise<SignedIn | undefined> {
  const row = await scope("sessions")
    .where({ token_hash: hashOf(token) })
    .where("expires_at", ">", scope.fn.now())
    .first(names());
  return row && fromRow(row);
}

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
