import type { Knex } from "knex";
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
    parent: string | null;
    /** The kind of document of its parent. */
    parentDocument: string | null;
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
  parent: "parent",
  parentDocument: "parent_document",
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
  // Older rows have no words, and do not say whether a change is sent.
  const changes = activity.changes.map((change) => ({
    ...change,
    word: change.word ?? readable(change.field),
    isCarried: change.isCarried ?? true,
  }));
  return { ...activity, changes, record: ofRecord.fromRow(row) };
}

/** `grand_total` → `Grand total`. */
function readable(field: string): string {
  const words = field.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
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
      "r.parent",
      scope.ref("contract.document").as("parent_document"),
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

/** Activities, as `a`, with what is shown of their records; the newest first. */
export async function readActivities(
  scope: Scope,
  companyId: string,
  narrow: (query: Knex.QueryBuilder) => unknown,
): Promise<ActivityRow[]> {
  const query = withRecords(scope, companyId).orderBy("a.activity_id", "desc");
  const rows = await query.modify((builder) => void narrow(builder));
  return rows.map(fromRow);
}

export async function getActivity(
  scope: Scope,
  companyId: string,
  activityId: string,
): Promise<ActivityRow | undefined> {
  const narrow = (query: Knex.QueryBuilder) => query.where("a.activity_id", activityId);
  return (await readActivities(scope, companyId, narrow))[0];
}

export async function timelineOf(
  scope: Scope,
  { companyId, parent, limit }: { companyId: string; parent: string; limit: number },
): Promise<ActivityRow[]> {
  return readActivities(scope, companyId, (query) => query.where("r.parent", parent).limit(limit));
}
