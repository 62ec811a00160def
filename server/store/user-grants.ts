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
  return {
    userId: row.user_id,
    accessToken: row.access_token,
    refreshToken: row.refresh_token,
    expiresAt: row.expires_at,
  };
}

export async function findUserGrant(db: Knex, userId: string): Promise<UserGrant | undefined> {
  const row = await db<Row>("user_grants").where({ user_id: userId }).first();
  return row && fromRow(row);
}

/** Holds the grant until the transaction ends: whoever renews it is alone. */
export async function lockUserGrant(
  trx: Knex.Transaction,
  userId: string,
): Promise<UserGrant | undefined> {
  const row = await trx<Row>("user_grants").where({ user_id: userId }).forUpdate().first();
  return row && fromRow(row);
}

export async function saveUserGrant(db: Knex, grant: UserGrant): Promise<void> {
  const tokens = {
    access_token: grant.accessToken,
    refresh_token: grant.refreshToken,
    expires_at: grant.expiresAt,
    updated_at: db.fn.now(),
  };
  await db("user_grants")
    .insert({ user_id: grant.userId, ...tokens })
    .onConflict("user_id")
    .merge(tokens);
}

export async function dropUserGrant(db: Knex, userId: string): Promise<UserGrant | undefined> {
  const [row] = await db<Row>("user_grants").where({ user_id: userId }).delete().returning("*");
  return row && fromRow(row);
}

/**
 * Drops grants of people who have no living session, at most `limit`, and returns them. Only those
 * whose access token ran out more than an hour
 * ago: whoever is signing in has a grant before they have a session.
 */
export async function dropLeftGrants(db: Knex, limit: number): Promise<UserGrant[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `delete from user_grants where user_id in (
       select user_id from user_grants grants
        where expires_at < now() - interval '1 hour'
          and not exists (select from sessions where sessions.user_id = grants.user_id and sessions.expires_at > now())
        order by expires_at limit :limit for update skip locked)
     returning *`,
    { limit },
  );
  return rows.map(fromRow);
}
