import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import type { Within } from "./activity-filter.ts";
import { columns } from "./columns.ts";
import type { RecordStatus } from "./record-states.ts";
import { fromRow as toRecord, recordColumns, type SyncRecord } from "./records.ts";

/** What is left out matches any. */
export interface GridFilter {
  companyId: string;
  within?: Within | undefined;
  /** How an id in Procore or in the ERP, or a number there, begins. */
  key?: string | undefined;
  /** A part of its number or title. */
  name?: string | undefined;
  kinds?: string[] | undefined;
  status?: RecordStatus | undefined;
  /** Which one the ERP has. */
  version?: "newest" | "older" | "none" | undefined;
  projectId?: string | undefined;
  connectionId?: string | undefined;
  /** Written to the ERP. */
  since?: Date | undefined;
  until?: Date | undefined;
  recordIds?: string[] | undefined;
}

export interface GridRow {
  record: SyncRecord;
  projectName: string | null;
  /** What was seen to change since it was first seen, and how much of that the ERP lacks. */
  changes: number;
  unsent: number;
}

/** Deleted in Procore, and the books have nothing of it. */
const IS_NOTHING = "is_deleted and records.status in ('not_integrated', 'not_applicable')";

/** A person who sends it again writes an activity without a change. */
const OF_A_CHANGE = "activities.action in ('updated', 'deleted') and activities.changes <> '[]'";

const OF_RECORD =
  "activities.company_id = records.company_id and activities.record_id = records.record_id";

const UNSENT = `${OF_RECORD} and ${OF_A_CHANGE} and activities.status in ('pending', 'failed')`;

/** Newest first. `before`: the last record of the page before. */
export async function listGrid(
  scope: Scope,
  filter: GridFilter,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<GridRow[]> {
  const page = fitting(scope, filter)
    .leftJoin("company_projects as project", (on) =>
      on
        .on("project.company_id", "records.company_id")
        .andOn("project.project_id", "records.project_id"),
    )
    .orderBy("records.record_id", "desc")
    .limit(limit)
    .select<GridColumns[]>(
      ...recordColumns("records"),
      "project.name as project_name",
      scope.raw(
        `(select count(*)::int from activities where ${OF_RECORD} and ${OF_A_CHANGE}) as changes`,
      ),
      scope.raw(`(select count(*)::int from activities where ${UNSENT}) as unsent`),
    );
  if (before) page.where("records.record_id", "<", before);
  return (await page).map((row) => ({
    record: toRecord(row),
    projectName: row.project_name,
    changes: row.changes,
    unsent: row.unsent,
  }));
}

type GridColumns = object & { project_name: string | null; changes: number; unsent: number };

/** Of all that fit but for their status. */
export async function countGrid(
  scope: Scope,
  { status: _any, ...filter }: GridFilter,
): Promise<Partial<Record<RecordStatus, number>>> {
  const rows = await fitting(scope, filter)
    .groupBy("records.status")
    .select<{ status: RecordStatus; count: number }[]>(
      "records.status",
      scope.raw("count(*)::int as count"),
    );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

function fitting(scope: Scope, filter: GridFilter): Knex.QueryBuilder {
  const { companyId, within, kinds, status, projectId, connectionId, recordIds, since, until } =
    filter;
  const query = scope("records")
    .where("records.company_id", companyId)
    .whereRaw(`not (${IS_NOTHING})`);
  if (within) {
    query.where((theirs) =>
      theirs
        .whereIn("records.project_id", within.projectIds)
        .orWhereIn("records.parent", within.parents),
    );
  }
  if (kinds) query.whereIn("records.kind", kinds);
  if (status) query.where("records.status", status);
  if (projectId) query.where("records.project_id", projectId);
  if (connectionId) query.where("records.connection_id", connectionId);
  if (recordIds) query.whereIn("records.record_id", recordIds);
  if (since) query.where("records.pushed_at", ">=", since);
  if (until) query.where("records.pushed_at", "<", until);
  if (filter.key) {
    const begins = `${escaped(filter.key)}%`;
    query.where((any) =>
      any
        .whereLike("records.procore_id", begins)
        .orWhereLike("records.erp_id", begins)
        .orWhereILike("records.erp_number", begins),
    );
  }
  if (filter.name) {
    const part = `%${escaped(filter.name)}%`;
    query.where((any) =>
      any.whereILike("records.number", part).orWhereILike("records.title", part),
    );
  }
  if (filter.version === "none") query.whereNull("records.erp_id");
  if (filter.version === "newest" || filter.version === "older") {
    const isOlder = filter.version === "older" ? "exists" : "not exists";
    query
      .whereNotNull("records.erp_id")
      .whereRaw(`${isOlder} (select from activities where ${UNSENT})`);
  }
  return query;
}

const escaped = (text: string) => text.replace(/[\\%_]/g, "\\$&");

export interface RecordEvent {
  activityId: string;
  action: string;
  status: string;
  fields: number;
  detectedAt: Date;
  changedBy: string | null;
  requestedBy: string | null;
}

const ofEvent = columns<RecordEvent>({
  activityId: "activity_id",
  action: "action",
  status: "status",
  fields: "fields",
  detectedAt: "detected_at",
  changedBy: "changed_by",
  requestedBy: "requested_by",
});

/** Newest first. */
export async function eventsOfRecord(
  scope: Scope,
  { companyId, recordId }: Pick<SyncRecord, "companyId" | "recordId">,
  limit: number,
): Promise<RecordEvent[]> {
  const rows = await scope("activities")
    .where({ company_id: companyId, record_id: recordId })
    .orderBy("activity_id", "desc")
    .limit(limit)
    .select<object[]>(
      ...ofEvent.namesOf([
        "activityId",
        "action",
        "status",
        "detectedAt",
        "changedBy",
        "requestedBy",
      ]),
      scope.raw("jsonb_array_length(changes) as fields"),
    );
  return rows.map(ofEvent.fromRow);
}
