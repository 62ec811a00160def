import type { Knex } from "knex";
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

export async function saveSession(db: Knex, token: string, session: SignedIn): Promise<void> {
  await db<Row>("sessions").insert({
    token_hash: hashOf(token),
    user_id: session.userId,
    login: session.login,
    name: session.name,
    expires_at: session.expiresAt,
  });
}

/** Undefined also when it has run out. */
export async function findSession(db: Knex, token: string): Promise<SignedIn | undefined> {
  const row = await db<Row>("sessions")
    .where({ token_hash: hashOf(token) })
    .where("expires_at", ">", db.fn.now())
    .first();
  return (
    row && { userId: row.user_id, login: row.login, name: row.name, expiresAt: row.expires_at }
  );
}

/** Ends a session and says whether the person has another one left. */
export async function endSession(
  db: Knex,
  token: string,
  userId: string,
): Promise<{ isLast: boolean }> {
  return db.transaction(async (trx) => {
    await trx("sessions")
      .where({ token_hash: hashOf(token) })
      .delete();
    const other = await trx("sessions")
      .where({ user_id: userId })
      .where("expires_at", ">", trx.fn.now())
      .first("user_id");
    return { isLast: other === undefined };
  });
}

export async function dropExpiredSessions(db: Knex): Promise<void> {
  await db("sessions").where("expires_at", "<", db.fn.now()).delete();
}
