import type { Scope } from "../database/scope.ts";
import { fromRow, recordColumns, recordColumnsOf, type SyncRecord } from "./records.ts";

/** Includes the parent itself; oldest first. */
export async function recordsUnder(
  scope: Scope,
  of: Pick<SyncRecord, "companyId" | "connectionId"> & { parent: string },
): Promise<SyncRecord[]> {
  const rows = await scope("records")
    .where({ company_id: of.companyId, connection_id: of.connectionId, parent: of.parent })
    .orderBy("record_id")
    .select(recordColumns());
  return rows.map(fromRow);
}

/** Locks the rows. `waitingFor`: `<kind>:<id>`. */
export async function lockWaitingFor(
  scope: Scope,
  of: { companyId: string; connectionId: string; waitingFor: string },
): Promise<SyncRecord[]> {
  const rows = await scope("records")
    .where({
      company_id: of.companyId,
      connection_id: of.connectionId,
      waiting_for: of.waitingFor,
    })
    .orderBy("record_id")
    .forUpdate()
    .select(recordColumns());
  return rows.map(fromRow);
}

const KNOWN = [
  "procoreId",
  "seenAt",
  "heardUntil",
  "status",
  "isDeleted",
  "erpId",
  "attemptingSince",
] as const;

export type KnownRecord = Pick<SyncRecord, (typeof KNOWN)[number]>;

export async function findRecords(
  scope: Scope,
  of: { companyId: string; connectionId: string; kind: string; procoreIds: string[] },
): Promise<Map<string, KnownRecord>> {
  const rows = await scope("records")
    .where({ company_id: of.companyId, connection_id: of.connectionId, kind: of.kind })
    .whereIn("procore_id", of.procoreIds)
    .select(recordColumnsOf(KNOWN));
  return new Map(rows.map(fromRow).map((known) => [known.procoreId, known]));
}

export async function recordsOfProject(
  scope: Scope,
  { companyId, connectionId, projectId }: Omit<OfProject, "kind">,
): Promise<SyncRecord[]> {
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId, project_id: projectId })
    .orderBy("record_id")
    .select(recordColumns());
  return rows.map(fromRow);
}

type OfProject = Pick<SyncRecord, "companyId" | "connectionId" | "kind" | "projectId">;

export type LivingRecord = OfProject & Pick<SyncRecord, "procoreId" | "erpId" | "partsState">;

export async function livingRecords(scope: Scope, of: OfProject): Promise<LivingRecord[]> {
  const { companyId, connectionId, kind, projectId } = of;
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId, kind })
    .where({ project_id: projectId, is_deleted: false })
    .select("procore_id", "erp_id", "parts_state");
  return rows.map(fromRow).map(({ procoreId, erpId, partsState }) => ({
    companyId,
    connectionId,
    kind,
    projectId,
    procoreId,
    erpId,
    partsState,
  }));
}

/** For records from before us: what Procore keeps beside them was there too, and is no change. */
export async function takePartsState(
  scope: Scope,
  records: Pick<SyncRecord, "companyId" | "connectionId" | "kind" | "procoreId" | "partsState">[],
): Promise<void> {
  const [first] = records;
  if (!first) return;
  const states = records.map(({ procoreId, partsState }) => ({ procoreId, partsState }));
  await scope.raw(
    `with found as materialized (
       select record_id, seen."partsState" as state
         from records join json_to_recordset(:states::json) as seen ("procoreId" text, "partsState" text)
           on procore_id = seen."procoreId"
        where company_id = :companyId and connection_id = :connectionId and kind = :kind
          and parts_state is null
        order by record_id for update of records)
     update records set parts_state = found.state
       from found where records.company_id = :companyId and records.record_id = found.record_id`,
    { ...first, states: JSON.stringify(states) },
  );
}

export async function lastChangeByProject(
  scope: Scope,
  { companyId, connectionId }: Pick<SyncRecord, "companyId" | "connectionId">,
): Promise<Map<string, Date>> {
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId })
    .whereNotNull("project_id")
    .groupBy("project_id")
    .select<{ project_id: string; last: Date }[]>("project_id", scope.raw("max(seen_at) as last"));
  return new Map(rows.map(({ project_id, last }) => [project_id, last]));
}

/** By record; null: it belongs to the company. */
export async function projectsOfRecords(
  scope: Scope,
  { companyId, recordIds }: { companyId: string; recordIds: readonly string[] },
): Promise<Map<string, string | null>> {
  const rows = await scope("records")
    .where({ company_id: companyId })
    .whereIn("record_id", recordIds)
    .select<{ record_id: string; project_id: string | null }[]>("record_id", "project_id");
  return new Map(rows.map((row) => [row.record_id, row.project_id]));
}
