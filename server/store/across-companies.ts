import type { Knex } from "knex";

/** Reads that go over all companies. They see ids and states, never credentials or payloads. */

/** The ERP connection that each of these companies uses; none where Crosstie is uninstalled. */
export async function erpsInUse(
  db: Knex,
  companyIds: string[],
): Promise<{ companyId: string; connectionId: string }[]> {
  if (companyIds.length === 0) return [];
  const rows = await db("connections")
    .join("companies", "companies.company_id", "connections.company_id")
    .whereIn("connections.company_id", companyIds)
    .where({ role: "erp", is_in_use: true })
    .whereNot("companies.status", "uninstalled")
    .select<{ company_id: string; connection_id: string }[]>(
      "connections.company_id",
      "connections.connection_id",
    );
  return rows.map((row) => ({ companyId: row.company_id, connectionId: row.connection_id }));
}
