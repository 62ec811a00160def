import type { Scope } from "../database/scope.ts";
import type { Failure } from "./failure.ts";
import { type SyncRecord, toRow } from "./records.ts";

export interface FieldChange {
  field: string;
  /** For people. */
  word: string;
  old: string | null;
  new: string | null;
  percent: string | null;
  isMoney: boolean;
  isCarried: boolean;
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
  action: "created" | "updated" | "deleted" | "first_sent" | "linked" | "accepted";
  changes: FieldChange[];
  impact: Impact | null;
  /** By name, in Procore; null: unknown. */
  changedBy: string | null;
  /** By name; null: it goes by itself. */
  requestedBy?: string | null;
  status?: ActivityStatus;
}

/** `state`: changes of its record, written with the same statement. */
export async function addActivity(
  scope: Scope,
  activity: NewActivity,
  state: Partial<SyncRecord> = {},
): Promise<string> {
  const { companyId, recordId } = activity;
  const changes = toRow(state);
  const query = scope.queryBuilder();
  if (Object.keys(changes).length > 0) {
    const record = scope("records").where({ company_id: companyId, record_id: recordId });
    query.with("changed", record.update(changes));
  }
  const [row] = await query
    .into("activities")
    .insert({
      company_id: companyId,
      record_id: recordId,
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

/** One push meets all open activities of the record, up to and including `upTo`. */
export async function settleActivities(
  scope: Scope,
  of: { companyId: string; recordId: string; upTo: string },
  outcome:
    | { status: "synced"; transactionId: string }
    | { status: "failed"; failure: Failure }
    | { status: "pending" | "not_applicable"; requestedBy?: string },
): Promise<void> {
  const open = scope("activities")
    .where({ company_id: of.companyId, record_id: of.recordId })
    .whereIn("status", ["pending", "failed"])
    .where("activity_id", "<=", of.upTo);
  if (outcome.status === "synced") {
    await open.update({
      status: "synced",
      transaction_id: outcome.transactionId,
      failure: null,
      synced_at: scope.fn.now(),
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

/** Of what this transaction settles: the ERP has these fields as others wrote them. */
export async function markUnsent(
  scope: Scope,
  of: { companyId: string; recordId: string; upTo: string; fields: string[] },
): Promise<void> {
  const settled = await scope("activities")
    .where({ company_id: of.companyId, record_id: of.recordId, status: "synced" })
    .where("activity_id", "<=", of.upTo)
    .where("synced_at", scope.fn.now())
    .select<(Pick<NewActivity, "action" | "changes"> & { activity_id: string })[]>(
      "activity_id",
      "action",
      "changes",
    );
  for (const { activity_id, action, changes } of settled) {
    if (!changes.some(({ field }) => of.fields.includes(field))) continue;
    const marked = changes.map((change) =>
      of.fields.includes(change.field) ? { ...change, isCarried: false } : change,
    );
    const isUnsent = action === "updated" && marked.every(({ isCarried }) => !isCarried);
    const nothing = { status: "not_applicable", transaction_id: null, synced_at: null };
    await scope("activities")
      .where({ company_id: of.companyId, activity_id })
      .update({ changes: JSON.stringify(marked), ...(isUnsent && nothing) });
  }
}

/** For a record that is back. What the ERP is not sent stays closed. Returns how many. */
export function reopenActivities(
  scope: Scope,
  { companyId, recordId }: { companyId: string; recordId: string },
): Promise<number> {
  return scope("activities")
    .where({ company_id: companyId, record_id: recordId, status: "not_applicable" })
    .whereNot({ action: "deleted" })
    .whereRaw(`(changes = '[]' or exists (select from jsonb_array_elements(changes) as change
       where coalesce((change ->> 'isCarried')::boolean, true)))`)
    .update({ status: "pending", archived_at: null });
}

export async function reopenFailed(
  scope: Scope,
  { companyId, recordId }: { companyId: string; recordId: string },
): Promise<void> {
  await scope("activities")
    .where({ company_id: companyId, record_id: recordId, status: "failed" })
    .update({ status: "pending", failure: null });
}

/** Undefined: the ERP is up to date. */
export async function newestOpenActivity(
  scope: Scope,
  companyId: string,
  recordId: string,
): Promise<string | undefined> {
  const row = await scope("activities")
    .where({ company_id: companyId, record_id: recordId })
    .whereIn("status", ["pending", "failed"])
    .max<{ newest: string | null }[]>("activity_id as newest")
    .first();
  return row?.newest ?? undefined;
}
