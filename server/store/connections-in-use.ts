import type { Scope } from "../database/scope.ts";
import { type Connection, connectionColumns, fromRow, type Role } from "./connections.ts";

/** The one that the company uses in this role, or used before it uninstalled. */
export async function findConnection(
  scope: Scope,
  companyId: string,
  role: Role = "erp",
): Promise<Connection | undefined> {
  const row = await scope("connections")
    .where({ company_id: companyId, role, is_in_use: true })
    .first(connectionColumns());
  return row && fromRow(row);
}

/** The same while Crosstie is installed there: what works on its behalf stops once it is not. */
export async function connectionInUse(
  scope: Scope,
  companyId: string,
  role: Role = "erp",
): Promise<Connection | undefined> {
  const row = await inUse(scope, companyId).where({ role }).first();
  return row && fromRow(row);
}

/** By its id. Undefined when the company no longer uses it, or has uninstalled. */
export async function connectionById(
  scope: Scope,
  { companyId, connectionId }: Pick<Connection, "companyId" | "connectionId">,
): Promise<Connection | undefined> {
  const row = await inUse(scope, companyId).where({ connection_id: connectionId }).first();
  return row && fromRow(row);
}

/** What the company uses, in whatever role; nothing once Crosstie is uninstalled. */
export function inUse(scope: Scope, companyId: string) {
  return scope("connections")
    .select(connectionColumns("connections"))
    .join("companies", "companies.company_id", "connections.company_id")
    .where({ "connections.company_id": companyId, is_in_use: true })
    .whereNot("companies.status", "uninstalled");
}
