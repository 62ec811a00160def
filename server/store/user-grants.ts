import type { PersonScope } from "../database/scope.ts";
import { columns } from "./columns.ts";

/** Both tokens are sealed. The refresh token works once. */
export interface UserGrant {
  userId: string;
  accessToken: string;
  refreshToken: string;
  expiresAt: Date;
}

const { fromRow, toRow, names } = columns<UserGrant>({
  userId: "user_id",
  accessToken: "access_token",
  refreshToken: "refresh_token",
  expiresAt: "expires_at",
});

export async function findUserGrant(
  scope: PersonScope,
  userId: string,
): Promise<UserGrant | undefined> {
  const row = await scope("user_grants").where({ user_id: userId }).first(names());
  return row && fromRow(row);
}

/** Locks the row: only one process renews at a time. */
export async function lockUserGrant(
  scope: PersonScope,
  userId: string,
): Promise<UserGrant | undefined> {
  const row = await scope("user_grants").where({ user_id: userId }).forUpdate().first(names());
  return row && fromRow(row);
}

export async function saveUserGrant(scope: PersonScope, grant: UserGrant): Promise<void> {
  const row = { ...toRow(grant), updated_at: scope.fn.now() };
  await scope("user_grants").insert(row).onConflict("user_id").merge(row);
}

export async function dropUserGrant(
  scope: PersonScope,
  userId: string,
): Promise<UserGrant | undefined> {
  const [row] = await scope("user_grants").where({ user_id: userId }).delete().returning(names());
  return row && fromRow(row);
}

/** Keeps it if the person has come back meanwhile. */
export async function dropLeftGrant(
  scope: PersonScope,
  userId: string,
): Promise<UserGrant | undefined> {
  const [row] = await scope("user_grants")
    .where({ user_id: userId })
    .whereRaw("expires_at < now() - interval '1 hour'")
    .whereNotExists(
      scope("sessions").where({ user_id: userId }).where("expires_at", ">", scope.fn.now()),
    )
    .delete()
    .returning(names());
  return row && fromRow(row);
}
