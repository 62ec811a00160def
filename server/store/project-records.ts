import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import type { Within } from "./activity-filter.ts";
import { fromRow, recordColumns, type SyncRecord } from "./records.ts";

interface OfKind {
  companyId: string;
  connectionId: string;
  kind: string;
}

export async function undeletedOfProject(
  scope: Scope,
  {
    companyId,
    connectionId,
    projectId,
    kinds,
  }: Omit<OfKind, "kind"> & {
    projectId: string;
    kinds: string[];
  },
): Promise<SyncRecord[]> {
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId, project_id: projectId })
    .where({ is_deleted: false })
    .whereIn("kind", kinds)
    .orderBy("record_id")
    .select(recordColumns());
  return rows.map(fromRow);
}

/** `since`: its oldest change that waits or failed, or else its last one. */
export type Missing = SyncRecord & { since: Date; projectName: string };

/** Those without a counterpart; the longest wait first. */
export async function recordsNotInErp(
  scope: Scope,
  {
    companyId,
    connectionId,
    kind,
    within,
    projectId,
  }: OfKind & {
    within: Within | undefined;
    projectId: string | undefined;
  },
  limit: number,
): Promise<Missing[]> {
  const rows = await scope("records as r")
    .join("company_projects as p", (on) =>
      on.on("p.company_id", "r.company_id").andOn("p.project_id", "r.project_id"),
    )
    .where({ "r.company_id": companyId, "r.connection_id": connectionId, "r.kind": kind })
    .where({ "r.is_deleted": false })
    .whereNull("r.erp_id")
    .where({ "p.is_chosen": true, ...(projectId !== undefined && { "r.project_id": projectId }) })
    .where((seen) => within && whereWithin(seen, within))
    .orderBy([{ column: "since" }, { column: "r.record_id" }])
    .limit(limit)
    .select<{ since: Date; project_name: string }[]>(
      ...recordColumns("r"),
      scope.ref("p.name").as("project_name"),
      scope.raw(
        `coalesce((select min(detected_at) from activities a
           where a.company_id = r.company_id and a.record_id = r.record_id
             and a.status in ('pending', 'failed')), r.seen_at) as since`,
      ),
    );
  return rows.map((row) => ({ ...fromRow(row), since: row.since, projectName: row.project_name }));
}

/** Of the records `r`, those that a person sees. */
export function whereWithin(
  query: Knex.QueryBuilder,
  { projectIds, parents }: Within,
): Knex.QueryBuilder {
  return query.whereIn("r.project_id", projectIds).orWhereIn("r.parent", parents);
}
