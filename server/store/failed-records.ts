import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import type { Within } from "./activity-filter.ts";
import { inOrder } from "./in-order.ts";
import type { SyncRecord } from "./records.ts";

/** A record that fails, with what its open activities come to. */
export interface FailedRecord {
  recordId: string;
  /** Its newest activity that failed. */
  activityId: string;
  failedAt: Date;
  isAcknowledged: boolean;
  /** How many fields changed. */
  changes: number;
  /** Signed decimal; null: nothing that is sent changed. */
  impact: string | null;
}

export interface OfPerson {
  companyId: string;
  /** By right; undefined: everything in the company. */
  within?: Within | undefined;
}

export interface FailedRecords {
  unacknowledged: number;
  newest: FailedRecord[];
}

export async function failedRecords(
  scope: Scope,
  of: OfPerson,
  limit: number,
): Promise<FailedRecords> {
  const [counted] = await failing(scope, of)
    .whereNull("acknowledged_at")
    .count<{ count: string }[]>("* as count");
  const newest = failing(scope, of)
    .orderBy([{ column: "failed_at", order: "desc" }, "record_id"])
    .limit(limit)
    .select("company_id", "record_id", "failed_at", "acknowledged_at");
  const { rows } = await scope.raw<{ rows: FailedRecord[] }>(
    `select record_id as "recordId", failed_at as "failedAt", acknowledged_at is not null as "isAcknowledged", its.*
       from (?) as newest cross join lateral (
         select max(activity_id) filter (where status = 'failed') as "activityId",
                sum(jsonb_array_length(changes))::int as changes,
                round(sum(impact_cents) / 100, 2)::text as impact
           from activities a
          where a.company_id = newest.company_id and a.record_id = newest.record_id and status in ('pending', 'failed')
       ) as its
      order by failed_at desc, record_id`,
    [newest],
  );
  return { unacknowledged: Number(counted?.count), newest: rows };
}

/** What is left out takes any. */
export interface WhichFailures extends OfPerson {
  recordIds?: readonly string[] | Knex.QueryBuilder | undefined;
  /** Those that failed later are not known to the person yet. */
  until?: Date | undefined;
}

export type Acknowledged = Pick<SyncRecord, "recordId" | "kind" | "procoreId" | "number" | "title">;

/** A record that fails anew counts again. Returns those that nobody had taken note of. */
export async function acknowledgeFailures(
  scope: Scope,
  { recordIds, until, ...of }: WhichFailures,
  by: { userId: string | null; name: string },
): Promise<Acknowledged[]> {
  const query = failing(scope, of).whereNull("acknowledged_at");
  if (recordIds) void query.whereIn("record_id", recordIds as readonly string[]);
  if (until) void query.where("failed_at", "<=", until);
  return inOrder(query, scope)
    .update({
      acknowledged_at: scope.fn.now(),
      acknowledged_by: by.userId,
      acknowledger: by.name,
    })
    .returning<Acknowledged[]>([
      "record_id as recordId",
      "kind",
      "procore_id as procoreId",
      "number",
      "title",
    ]);
}

/** What only others need has no activity: whoever needs it fails for the same cause. */
function failing(scope: Scope, { companyId, within }: OfPerson): Knex.QueryBuilder {
  const query = scope("records")
    .where("records.company_id", companyId)
    .whereNotNull("failed_at")
    .whereExists(
      scope("activities as failed")
        .whereRaw("failed.company_id = records.company_id and failed.record_id = records.record_id")
        .where("failed.status", "failed")
        .select(scope.raw("1")),
    );
  if (within) {
    void query.where((row) =>
      row.whereIn("project_id", within.projectIds).orWhereIn("parent", within.parents),
    );
  }
  return query;
}
