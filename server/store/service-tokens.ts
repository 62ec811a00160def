import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";

/** Procore's client-credentials token of one company, sealed. */
export interface ServiceToken {
  accessToken: string;
  expiresAt: Date;
}

const { fromRow, toRow, names } = columns<ServiceToken>({
  accessToken: "access_token",
  expiresAt: "expires_at",
});

export async function findServiceToken(
  scope: Scope,
  companyId: string,
): Promise<ServiceToken | undefined> {
  const row = await scope("service_tokens")
    .where({ company_id: companyId })
    .whereNot({ access_token: "" })
    .first(names());
  return row && fromRow(row);
}

/** Makes an empty row first: the first two renewals must take turns too. */
export async function lockServiceToken(
  scope: Scope,
  companyId: string,
): Promise<ServiceToken | undefined> {
  await scope("service_tokens")
    .insert({ company_id: companyId, access_token: "", expires_at: scope.raw("'-infinity'") })
    .onConflict("company_id")
    .ignore();
  const row = await scope("service_tokens")
    .where({ company_id: companyId })
    .forUpdate()
    .first(names());
  const token = row && fromRow(row);
  return token?.accessToken ? token : undefined;
}

export async function saveServiceToken(
  scope: Scope,
  companyId: string,
  token: ServiceToken,
): Promise<void> {
  await scope("service_tokens").where({ company_id: companyId }).update(toRow(token));
}

export async function dropServiceToken(scope: Scope, companyId: string): Promise<void> {
  await scope("service_tokens").where({ company_id: companyId }).delete();
}
