import type { Knex } from "knex";
import type { Failure, RecordKind, RecordStatus } from "./records.ts";

export interface FieldChange {
  field: string;
  old: string | null;
  new: string | null;
  percent: string | null;
  isMoney: boolean;
}

export interface Impact {
  /** Signed decimal in the record's currency. */
  amount: string;
  percent: string | null;
  fields: string[];
}

export type ActivityStatus = "pending" | "synced" | "failed" | "not_applicable";

export interface NewActivity {
  companyId: string;
  recordId: string;
  action: "created" | "updated" | "deleted";
  changes: FieldChange[];
  impact: Impact | null;
  /** Who changed the record in Procore, by name; null: nobody told. */
  changedBy: string | null;
  /** Who asked for it to be sent, by name; null: it goes by itself. */
  requestedBy?: string | null;
  status?: ActivityStatus;
}

/** One detected change, with what its record knows. */
export interface ActivityRow extends NewActivity {
  activityId: string;
  status: ActivityStatus;
  failure: Failure | null;
  transactionId: string | null;
  syncedAt: Date | null;
  detectedAt: Date;
  record: {
    kind: RecordKind;
    procoreId: string;
    projectId: string | null;
    projectName: string | null;
    commitmentId: string | null;
    number: string;
    title: string;
    status: RecordStatus;
    waiting: string | null;
    attempts: number;
    erpId: string | null;
    erpNumber: string | null;
  };
}

interface Row {
  company_id: string;
  activity_id: string;
  record_id: string;
  action: NewActivity["action"];
  changes: FieldChange[];
  impact: Impact | null;
  changed_by: string | null;
  requested_by: string | null;
  status: ActivityStatus;
  failure: Failure | null;
  transaction_id: string | null;
  synced_at: Date | null;
  detected_at: Date;
  kind: RecordKind;
  procore_id: string;
  project_id: string | null;
  project_name: string | null;
  commitment_id: string | null;
  number: string;
  title: string;
  record_status: RecordStatus;
  waiting: string | null;
  attempts: number;
  erp_id: string | null;
  erp_number: string | null;
}

function fromRow(row: Row): ActivityRow {
  return {
    companyId: row.company_id,
    activityId: row.activity_id,
    recordId: row.record_id,
    action: row.action,
    changes: row.changes,
    impact: row.impact,
    changedBy: row.changed_by,
    requestedBy: row.requested_by,
    status: row.status,
    failure: row.failure,
    transactionId: row.transaction_id,
    syncedAt: row.synced_at,
    detectedAt: row.detected_at,
    record: {
      kind: row.kind,
      procoreId: row.procore_id,
      projectId: row.project_id,
      projectName: row.project_name,
      commitmentId: row.commitment_id,
      number: row.number,
      title: row.title,
      status: row.record_status,
      waiting: row.waiting,
      attempts: row.attempts,
      erpId: row.erp_id,
      erpNumber: row.erp_number,
    },
  };
}

function withRecords(db: Knex, companyId: string) {
  return db("activities as a")
    .join("records as r", (on) =>
      on.on("r.company_id", "a.company_id").andOn("r.record_id", "a.record_id"),
    )
    .leftJoin("company_projects as p", (on) =>
      on.on("p.company_id", "r.company_id").andOn("p.project_id", "r.project_id"),
    )
    .where("a.company_id", companyId)
    .select<Row[]>(
      "a.*",
      "r.kind",
      "r.procore_id",
      "r.project_id",
      "r.commitment_id",
      "r.number",
      "r.title",
      "r.waiting",
      "r.attempts",
      "r.erp_id",
      "r.erp_number",
      db.ref("r.status").as("record_status"),
      db.ref("p.name").as("project_name"),
    );
}

export async function addActivity(db: Knex, activity: NewActivity): Promise<string> {
  const [row] = await db("activities")
    .insert({
      company_id: activity.companyId,
      record_id: activity.recordId,
      action: activity.action,
      changes: JSON.stringify(activity.changes),
      impact: activity.impact && JSON.stringify(activity.impact),
      changed_by: activity.changedBy,
      requested_by: activity.requestedBy ?? null,
      status: activity.status ?? "pending",
    })
    .returning<{ activity_id: string }[]>("activity_id");
  if (!row) throw new Error("PostgreSQL returned no row for an insert");
  return row.activity_id;
}

/**
 * Every activity of the record that is not settled yet is met by one push: up to and including
 * `upTo`.
 */
export async function settleActivities(
  db: Knex,
  of: { companyId: string; recordId: string; upTo: string },
  outcome:
    | { status: "synced"; transactionId: string }
    | { status: "failed"; failure: Failure }
    | { status: "pending" | "not_applicable"; requestedBy?: string },
): Promise<void> {
  const open = db("activities")
    .where({ company_id: of.companyId, record_id: of.recordId })
    .whereIn("status", ["pending", "failed"])
    .where("activity_id", "<=", of.upTo);
  if (outcome.status === "synced") {
    await open.update({
      status: "synced",
      transaction_id: outcome.transactionId,
      failure: null,
      synced_at: db.fn.now(),
    });
  } else {
    const requested = "requestedBy" in outcome && { requested_by: outcome.requestedBy };
    await open.update({
      ...requested,
      status: outcome.status,
      failure: outcome.status === "failed" ? JSON.stringify(outcome.failure) : null,
    });
  }
}

/** What was closed because the record was deleted waits again. Returns how many. */
export function reopenActivities(
  db: Knex,
  { companyId, recordId }: { companyId: string; recordId: string },
): Promise<number> {
  return db("activities")
    .where({ company_id: companyId, record_id: recordId, status: "not_applicable" })
    .whereNot({ action: "deleted" })
    .update({ status: "pending" });
}

/** The newest activity that is not settled; undefined when the ERP is up to date. */
export async function newestOpenActivity(
  db: Knex,
  companyId: string,
  recordId: string,
): Promise<string | undefined> {
  const row = await db("activities")
    .where({ company_id: companyId, record_id: recordId })
    .whereIn("status", ["pending", "failed"])
    .max<{ newest: string | null }[]>("activity_id as newest")
    .first();
  return row?.newest ?? undefined;
}

export const tabStatuses = {
  pending: ["pending"],
  failed: ["failed"],
  completed: ["synced", "not_applicable"],
} as const;

/** One page of a tab, newest first; `before` is the last activity id of the page before. */
export async function listActivities(
  db: Knex,
  of: {
    companyId: string;
    tab: keyof typeof tabStatuses;
    before: string | undefined;
    limit: number;
  },
): Promise<ActivityRow[]> {
  const query = withRecords(db, of.companyId)
    .whereIn("a.status", tabStatuses[of.tab])
    .orderBy("a.activity_id", "desc")
    .limit(of.limit);
  if (of.before) query.where("a.activity_id", "<", of.before);
  return (await query).map(fromRow);
}

export async function countActivities(
  db: Knex,
  companyId: string,
): Promise<Record<keyof typeof tabStatuses, number>> {
  const rows = await db("activities")
    .where({ company_id: companyId })
    .groupBy("status")
    .select<{ status: ActivityStatus; count: string }[]>("status", db.raw("count(*)"));
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
  db: Knex,
  companyId: string,
  activityId: string,
): Promise<ActivityRow | undefined> {
  const row = (await withRecords(db, companyId).where("a.activity_id", activityId))[0];
  return row && fromRow(row);
}

/** What happened to a commitment, its requisitions and their counterparts, newest first. */
export async function timelineOf(
  db: Knex,
  companyId: string,
  commitmentId: string,
  limit: number,
): Promise<ActivityRow[]> {
  const rows = await withRecords(db, companyId)
    .where("r.commitment_id", commitmentId)
    .orderBy("a.activity_id", "desc")
    .limit(limit);
  return rows.map(fromRow);
}
