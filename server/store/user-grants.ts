import type { Knex } from "knex";

/** One person's OAuth grant, both tokens sealed. The refresh token works once. */
export interface UserGrant {
  userId: string;
  accessToken: string;
  refreshToken: string;
  expiresAt: Date;
}

interface Row {
  user_id: string;
  access_token: string;
  refresh_token: string;
  expires_at: Date;
}

function fromRow(row: Row): UserGrant {
  return { userId: row.user_id, accessToken: row.access_token, refreshToken: row.refresh_token, expiresAt: row.expires_at };
}

export async function findUserGrant(db: Knex, userId: string): Promise<UserGrant | undefined> {
  const row = await db<Row>("user_grants").where({ user_id: userId }).first();
  return row && fromRow(row);
}

/** Holds the grant until the transaction ends: whoever renews it is alone. */
export async function lockUserGrant(trx: Knex.Transaction, userId: string): Promise<UserGrant | undefined> {
  const row = await trx<Row>("user_grants").where({ user_id: userId }).forUpdate().first();
  return row && fromRow(row);
}

export async function saveUserGrant(db: Knex, grant: UserGrant): Promise<void> {
  const tokens = { access_token: grant.accessToken, refresh_token: grant.refreshToken, expires_at: grant.expiresAt, updated_at: db.fn.now() };
  await db("user_grants").insert({ user_id: grant.userId, ...tokens }).onConflict("user_id").merge(tokens);
}

export async function dropUserGrant(db: Knex, userId: string): Promise<UserGrant | undefined> {
  const [row] = await db<Row>("user_grants").where({ user_id: userId }).delete().returning("*");
  return row && fromRow(row);
}
