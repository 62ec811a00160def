import type { PersonScope } from "../database/scope.ts";

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

export async function findUserGrant(
  scope: PersonScope,
  userId: string,
): Promise<UserGrant | undefined> {
  const row = await scope<Row>("user_grants").where({ user_id: userId }).first();
  return row && fromRow(row);
}

/** Holds the grant until the transaction ends: whoever renews it is alone. */
export async function lockUserGrant(
  scope: PersonScope,
  userId: string,
): Promise<UserGrant | undefined> {
  const row = await scope<Row>("user_grants").where({ user_id: userId }).forUpdate().first();
  return row && fromRow(row);
}

export async function saveUserGrant(scope: PersonScope, grant: UserGrant): Promise<void> {
  const tokens = {
    access_token: grant.accessToken,
    refresh_token: grant.refreshToken,
    expires_at: grant.expiresAt,
    updated_at: scope.fn.now(),
  };
  await scope("user_grants")
    .insert({ user_id: grant.userId, ...tokens })
    .onConflict("user_id")
    .merge(tokens);
}

export async function dropUserGrant(
  scope: PersonScope,
  userId: string,
): Promise<UserGrant | undefined> {
  const [row] = await scope<Row>("user_grants").where({ user_id: userId }).delete().returning("*");
  return row && fromRow(row);
}

/** Drops the grant unless the person has come back meanwhile. */
export async function dropLeftGrant(
  scope: PersonScope,
  userId: string,
): Promise<UserGrant | undefined> {
  const [row] = await scope<Row>("user_grants")
    .where({ user_id: userId })
    .whereRaw("expires_at < now() - interval '1 hour'")
    .whereNotExists(
      scope("sessions").where({ user_id: userId }).where("expires_at", ">", scope.fn.now()),
    )
    .delete()
    .returning("*");
  return row && fromRow(row);
}
