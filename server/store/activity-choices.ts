import type { Scope } from "../database/scope.ts";
import type { ActivityFilter } from "./activity-filter.ts";
import { type Connection, connectionColumns, fromRow } from "./connections.ts";

interface Choice {
  id: string;
  name: string;
}

const MOST_VENDORS = 500;

/** Connections of any time: what was sent over an earlier one is in the log. */
export async function filterChoices(
  scope: Scope,
  { companyId, within }: Pick<ActivityFilter, "companyId" | "within">,
): Promise<{ projects: Choice[]; connections: Connection[]; vendors: Choice[] }> {
  const projects = await scope("company_projects")
    .where({ company_id: companyId })
    .whereNotNull("chosen_at")
    .orderBy(["name", "project_id"])
    .select<Choice[]>({ id: "project_id", name: "name" });
  const connections = await scope("connections")
    .where({ company_id: companyId })
    .orderBy([{ column: "is_in_use", order: "desc" }, "connection_id"])
    .select(connectionColumns());
  const vendors = scope("records as vendor")
    .where("vendor.company_id", companyId)
    .whereRaw("vendor.vendor_id = vendor.procore_id")
    .orderBy(["vendor.title", "vendor.procore_id"])
    .limit(MOST_VENDORS)
    .distinct<Choice[]>({ id: "vendor.procore_id", name: "vendor.title" });
  if (within) {
    const theirs = scope("records")
      .where({ company_id: companyId })
      .where(
        (row) =>
          void row.whereIn("project_id", within.projectIds).orWhereIn("parent", within.parents),
      )
      .select("vendor_id");
    void vendors.whereIn("vendor.vendor_id", theirs);
  }
  return { projects, connections: connections.map(fromRow), vendors: await vendors };
}
