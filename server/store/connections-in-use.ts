import type { Scope } from "../database/scope.ts";
import { type Connection, connectionColumns, fromRow, type Role } from "./connections.ts";

/** Also finds it after the company has uninstalled. */
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

/** Undefined once the company has uninstalled, until it has connected again: nothing goes on. */
export async function connectionInUse(
  scope: Scope,
  companyId: string,
  role: Role = "erp",
): Promise<Connection | undefined> {
  const row = await inUse(scope, companyId).where({ role }).first();
  return row && fromRow(row);
}

export async function connectionById(
  scope: Scope,
  { companyId, connectionId }: Pick<Connection, "companyId" | "connectionId">,
): Promise<Connection | undefined> {
  const row = await inUse(scope, companyId).where({ connection_id: connectionId }).first();
  return row && fromRow(row);
}

/** Also those that went out of use, whose records stay; the one in use first. */
export async function connectionsOf(
  scope: Scope,
  companyId: string,
  role: Role = "erp",
): Promise<(Connection & { isInUse: boolean })[]> {
  const rows = await scope("connections")
    .where({ company_id: companyId, role })
    .orderBy([{ column: "is_in_use", order: "desc" }, "system"])
    .select<{ is_in_use: boolean }[]>(...connectionColumns(), "is_in_use");
  return rows.map((row) => ({ ...fromRow(row), isInUse: row.is_in_use }));
}

export function inUse(scope: Scope, companyId: string) {
  return scope("connections")
    .select(connectionColumns("connections"))
    .join("companies", "companies.company_id", "connections.company_id")
    .where({ "connections.company_id": companyId, is_in_use: true })
    .whereNot({ credentials: "" })
    .whereNot("companies.status", "uninstalled");
}
