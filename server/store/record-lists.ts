import type { Scope } from "../database/scope.ts";
import { fromRow, type SyncRecord } from "./records.ts";

/** A record and all that hangs on it, oldest first. */
export async function recordsUnder(
  scope: Scope,
  of: Pick<SyncRecord, "companyId" | "connectionId"> & { parent: string },
): Promise<SyncRecord[]> {
  const rows = await scope("records")
    .where({ company_id: of.companyId, connection_id: of.connectionId, parent: of.parent })
    .orderBy("record_id");
  return rows.map(fromRow);
}

/**
 * Records held up by another, as they are by now, holding their rows until the transaction ends:
 * `waitingFor` is `<kind>:<id>`.
 */
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
    .forUpdate();
  return rows.map(fromRow);
}

/** What a list is held against. */
export type KnownRecord = Pick<
  SyncRecord,
  "procoreId" | "seenAt" | "isDeleted" | "erpId" | "attemptingSince"
>;

/** Those that we know of these, by Procore's id. */
export async function findRecords(
  scope: Scope,
  of: { companyId: string; connectionId: string; kind: string; procoreIds: string[] },
): Promise<Map<string, KnownRecord>> {
  const rows = await scope("records")
    .where({ company_id: of.companyId, connection_id: of.connectionId, kind: of.kind })
    .whereIn("procore_id", of.procoreIds)
    .select("procore_id", "seen_at", "is_deleted", "erp_id", "attempting_since");
  return new Map(rows.map(fromRow).map((known) => [known.procoreId, known]));
}

/** What we know of one kind in a project, but for what is known to be deleted. */
export async function livingRecords(
  scope: Scope,
  of: Pick<SyncRecord, "companyId" | "connectionId" | "kind" | "projectId">,
): Promise<Pick<SyncRecord, "companyId" | "connectionId" | "kind" | "procoreId" | "projectId">[]> {
  const ids = await scope("records")
    .where({ company_id: of.companyId, connection_id: of.connectionId, kind: of.kind })
    .where({ project_id: of.projectId, is_deleted: false })
    .pluck<string[]>("procore_id");
  return ids.map((procoreId) => ({ ...of, procoreId }));
}

/** When a record of each project last changed in Procore, as far as we have seen. */
export async function lastMoves(
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
