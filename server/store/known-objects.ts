import type { Scope } from "../database/scope.ts";
import { type CompanyProject, joinedProject } from "./company-projects.ts";
import { inUse } from "./connections-in-use.ts";
import { type Connection, fromRow as toConnection } from "./connections.ts";
import {
  type AskedOf,
  readTold,
  type ResourceNames,
  type Told,
  toldColumns,
} from "./deliveries.ts";
import {
  recordColumns,
  joinedRecord,
  type ProcoreObject,
  type SyncRecord,
  whereObject,
} from "./records.ts";

export interface KnownObject {
  connection: Connection;
  /** Undefined: nobody has read it yet. */
  record: SyncRecord | undefined;
  failedRead: { baselineUntil: Date | null } | undefined;
  /** Undefined: the object belongs to the company itself, or nobody knows its project. */
  project: CompanyProject | undefined;
  told: Told;
}

/** Undefined: the company no longer uses the connection. */
export async function knownObject(
  scope: Scope,
  object: ProcoreObject & { projectId: string | null },
  resources: ResourceNames,
): Promise<KnownObject | undefined> {
  const { companyId, connectionId, kind, procoreId, projectId } = object;
  const row = await inUse(scope, companyId)
    .where({ "connections.connection_id": connectionId })
    .leftJoin("records", (on) =>
      on
        .on("records.company_id", "connections.company_id")
        .andOn("records.connection_id", "connections.connection_id")
        .andOnVal("records.kind", kind)
        .andOnVal("records.procore_id", procoreId),
    )
    .leftJoin("failed_reads", (on) =>
      on
        .on("failed_reads.company_id", "connections.company_id")
        .andOn("failed_reads.connection_id", "connections.connection_id")
        .andOnVal("failed_reads.kind", kind)
        .andOnVal("failed_reads.procore_id", procoreId)
        .andOnVal("failed_reads.is_list", false),
    )
    .leftJoin("company_projects", (on) =>
      on
        .on("company_projects.company_id", "connections.company_id")
        .andOn(
          "company_projects.project_id",
          scope.raw("coalesce(records.project_id, ?)", [projectId]),
        ),
    )
    .select(joinedRecord.names)
    .select(joinedProject.names)
    .select("failed_reads.kind as failed", "failed_reads.baseline_until")
    .select(toldColumns(scope, { companyId, resources, resourceId: procoreId }))
    .first();
  if (!row) return undefined;
  return {
    connection: toConnection(row),
    record: joinedRecord.fromRow(row),
    failedRead: row.failed === null ? undefined : { baselineUntil: row.baseline_until },
    project: joinedProject.fromRow(row),
    told: readTold(row),
  };
}

export interface HeldObject {
  record: SyncRecord | undefined;
  told: Told;
}

/** Locks the row: two changes of one record take turns. `changedAt`: as it was read. */
export async function lockObject(
  scope: Scope,
  object: ProcoreObject,
  said: Pick<AskedOf, "resources" | "changedAt" | "partIds">,
): Promise<HeldObject> {
  const asked: AskedOf = { ...said, companyId: object.companyId, resourceId: object.procoreId };
  const row = await scope
    .with(
      "records",
      scope("records").select(recordColumns()).where(whereObject(object)).forUpdate(),
    )
    .from(scope.raw("(select 1) as one"))
    .joinRaw("left join records on true")
    .select(joinedRecord.names)
    .select(toldColumns(scope, asked))
    .first<object>();
  return { record: joinedRecord.fromRow(row), told: readTold(row) };
}
