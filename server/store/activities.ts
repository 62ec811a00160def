import type { Scope } from "../database/scope.ts";
import type { Failure } from "./failure.ts";
import { type SyncRecord, toRow } from "./records.ts";

export interface FieldChange {
  field: string;
  old: string | null;
  new: string | null;
  percent: string | null;
  isMoney: boolean;
  /** Is it sent to the ERP? */
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
  /**
   * `first_sent`: it was there before us, and nobody has changed it: it has no impact of its own.
   * `linked`: a person chose its counterpart.
   */
  action: "created" | "updated" | "deleted" | "first_sent" | "linked";
  changes: FieldChange[];
  impact: Impact | null;
  /** Who changed the record in Procore, by name; null: nobody told. */
  changedBy: string | null;
  /** Who asked for it to be sent, by name; null: it goes by itself. */
  requestedBy?: string | null;
  status?: ActivityStatus;
}

/** `state`: what becomes of its record, written with the same statement. */
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

/**
 * Every activity of the record that is not settled yet is met by one push: up to and including
 * `upTo`.
 */
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

/**
 * What was closed because the record was deleted waits again; what the ERP is not sent stays closed.
 * Returns how many.
 */
export function reopenActivities(
  scope: Scope,
  { companyId, recordId }: { companyId: string; recordId: string },
): Promise<number> {
  return scope("activities")
    .where({ company_id: companyId, record_id: recordId, status: "not_applicable" })
    .whereNot({ action: "deleted" })
    .whereRaw(`(changes = '[]' or exists (select from jsonb_array_elements(changes) as change
       where coalesce((change ->> 'isCarried')::boolean, true)))`)
    .update({ status: "pending" });
}

/** What failed waits again: its record goes once more, or waits itself. */
export async function reopenFailed(
  scope: Scope,
  { companyId, recordId }: { companyId: string; recordId: string },
): Promise<void> {
  await scope("activities")
    .where({ company_id: companyId, record_id: recordId, status: "failed" })
    .update({ status: "pending", failure: null });
}

/** The newest activity that is not settled; undefined when the ERP is up to date. */
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
