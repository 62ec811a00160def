import type { Scope } from "../database/scope.ts";
import type { ActivityStatus, NewActivity } from "./activities.ts";
import { columns } from "./columns.ts";
import type { Failure } from "./failure.ts";
import type { RecordStatus } from "./record-states.ts";

export interface ActivityRow extends NewActivity {
  activityId: string;
  status: ActivityStatus;
  failure: Failure | null;
  transactionId: string | null;
  syncedAt: Date | null;
  detectedAt: Date;
  record: {
    kind: string;
    procoreId: string;
    projectId: string | null;
    projectName: string | null;
    document: string;
    number: string;
    title: string;
    /** ISO 4217; null: Procore does not say. */
    currency: string | null;
    status: RecordStatus;
    waiting: string | null;
    differs: string | null;
    attempts: number;
    erpId: string | null;
    erpNumber: string | null;
  };
}

const ofActivity = columns<Omit<ActivityRow, "record">>(
  {
    companyId: "company_id",
    activityId: "activity_id",
    recordId: "record_id",
    action: "action",
    changes: "changes",
    impact: "impact",
    changedBy: "changed_by",
    requestedBy: "requested_by",
    status: "status",
    failure: "failure",
    transactionId: "transaction_id",
    syncedAt: "synced_at",
    detectedAt: "detected_at",
  },
  { json: ["changes", "impact", "failure"] },
);

const ofRecord = columns<ActivityRow["record"]>({
  kind: "kind",
  procoreId: "procore_id",
  projectId: "project_id",
  projectName: "project_name",
  document: "document",
  number: "number",
  title: "title",
  currency: "currency",
  status: "record_status",
  waiting: "waiting",
  differs: "differs",
  attempts: "attempts",
  erpId: "erp_id",
  erpNumber: "erp_number",
});

function fromRow(row: object): ActivityRow {
  const activity = ofActivity.fromRow(row);
  // Older rows do not say whether a change is sent.
  const changes = activity.changes.map((change) => ({
    ...change,
    isCarried: change.isCarried ?? true,
  }));
  return { ...activity, changes, record: ofRecord.fromRow(row) };
}

function withRecords(scope: Scope, companyId: string) {
  return scope("activities as a")
    .join("records as r", (on) =>
      on.on("r.company_id", "a.company_id").andOn("r.record_id", "a.record_id"),
    )
    .leftJoin("company_projects as p", (on) =>
      on.on("p.company_id", "r.company_id").andOn("p.project_id", "r.project_id"),
    )
    .leftJoin("records as contract", (on) =>
      on
        .on("contract.company_id", "r.company_id")
        .andOn("contract.connection_id", "r.connection_id")
        .andOn("contract.parent", "r.parent")
        .andOn(scope.raw("contract.kind || ':' || contract.procore_id = r.parent")),
    )
    .where("a.company_id", companyId)
    .select<object[]>(
      "a.*",
      "r.kind",
      "r.procore_id",
      "r.project_id",
      "r.document",
      "r.number",
      "r.title",
      "r.waiting",
      "r.differs",
      "r.attempts",
      "r.erp_id",
      "r.erp_number",
      scope.raw("coalesce(r.currency, contract.currency, contract.erp_currency) as currency"),
      scope.ref("r.status").as("record_status"),
      scope.ref("p.name").as("project_name"),
    );
}

export const tabStatuses = {
  pending: ["pending"],
  failed: ["failed"],
  completed: ["synced", "not_applicable"],
} as const;

/** `before`: the last activity id of the page before. */
export async function listActivities(
  scope: Scope,
  of: {
    companyId: string;
    tab: keyof typeof tabStatuses;
    before: string | undefined;
    limit: number;
  },
): Promise<ActivityRow[]> {
  const query = withRecords(scope, of.companyId)
    .whereIn("a.status", tabStatuses[of.tab])
    .orderBy("a.activity_id", "desc")
    .limit(of.limit);
  if (of.before) query.where("a.activity_id", "<", of.before);
  return (await query).map(fromRow);
}

export async function countActivities(
  scope: Scope,
  companyId: string,
): Promise<Record<keyof typeof tabStatuses, number>> {
  const rows = await scope("activities")
    .where({ company_id: companyId })
    .groupBy("status")
    .select<{ status: ActivityStatus; count: string }[]>("status", scope.raw("count(*)"));
  const count = (statuses: readonly ActivityStatus[]) =>
    rows
      .filter((row) => statuses.includes(row.status))
      .reduce((sum, row) => sum + Number.parseInt(row.count, 10), 0);
  return {
    pending: count(tabStatuses.pending),
    failed: count(tabStatuses.failed),
    completed: count(tabStatuses.completed),
  };
}

export async function getActivity(
  scope: Scope,
  companyId: string,
  activityId: string,
): Promise<ActivityRow | undefined> {
  const row = (await withRecords(scope, companyId).where("a.activity_id", activityId))[0];
  return row && fromRow(row);
}

export async function timelineOf(
  scope: Scope,
  { companyId, parent, limit }: { companyId: string; parent: string; limit: number },
): Promise<ActivityRow[]> {
  const rows = await withRecords(scope, companyId)
    .where("r.parent", parent)
    .orderBy("a.activity_id", "desc")
    .limit(limit);
  return rows.map(fromRow);
}
