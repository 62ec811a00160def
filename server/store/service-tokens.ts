import type { Scope } from "../database/scope.ts";

/** Procore's client-credentials token of one company; the token is sealed. */
export interface ServiceToken {
  accessToken: string;
  expiresAt: Date;
}

interface Row {
  company_id: string;
  access_token: string;
  expires_at: Date;
}

/** Undefined: none yet, or given up. */
export async function findServiceToken(
  scope: Scope,
  companyId: string,
): Promise<ServiceToken | undefined> {
  const row = await scope<Row>("service_tokens")
    .where({ company_id: companyId })
    .whereNot({ access_token: "" })
    .first();
  return row && { accessToken: row.access_token, expiresAt: row.expires_at };
}

/**
 * Holds the company's token row until the transaction ends, making an empty one first, so that also
 * the first two renewals take turns.
 */
export async function lockServiceToken(
  scope: Scope,
  companyId: string,
): Promise<ServiceToken | undefined> {
  await scope("service_tokens")
    .insert({ company_id: companyId, access_token: "", expires_at: scope.raw("'-infinity'") })
    .onConflict("company_id")
    .ignore();
  const row = await scope<Row>("service_tokens")
    .where({ company_id: companyId })
    .forUpdate()
    .first();
  return row && row.access_token !== ""
    ? { accessToken: row.access_token, expiresAt: row.expires_at }
    : undefined;
}

export async function saveServiceToken(
  scope: Scope,
  companyId: string,
  { accessToken, expiresAt }: ServiceToken,
): Promise<void> {
  await scope("service_tokens")
    .where({ company_id: companyId })
    .update({ access_token: accessToken, expires_at: expiresAt });
}

export async function dropServiceToken(scope: Scope, companyId: string): Promise<void> {
  await scope("service_tokens").where({ company_id: companyId }).delete();
}
