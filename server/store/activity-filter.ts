import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import type { ActivityStatus } from "./activities.ts";

export const tabStatuses = {
  pending: ["pending"],
  failed: ["failed"],
  completed: ["synced", "not_applicable"],
} as const satisfies Record<string, readonly ActivityStatus[]>;
export type ActivityTab = keyof typeof tabStatuses;

const OPEN: ActivityStatus[] = [...tabStatuses.pending, ...tabStatuses.failed];

/** What a person may see: all of some projects, of others only what is under these records. */
export interface Within {
  projectIds: readonly string[];
  /** `commitment:<id>`. */
  parents: readonly string[];
}

/** What is left out matches any. */
export interface ActivityFilter {
  companyId: string;
  within?: Within | undefined;
  /** When it was detected, from the one instant on and before the other. */
  since?: Date | undefined;
  until?: Date | undefined;
  kinds?: string[] | undefined;
  projectIds?: string[] | undefined;
  connectionIds?: string[] | undefined;
  /** Procore's. */
  vendorIds?: string[] | undefined;
  statuses?: ActivityStatus[] | undefined;
  /** Up or down, by at least so much. Of an open record: all its open changes together. */
  minImpact?: string | undefined;
  /** Of Completed, those that left the lists: alone, or among the others. Left out: without them. */
  archived?: "only" | "too" | undefined;
  /** In number, title, vendor or ERP number; or the whole of Procore's id. */
  text?: string | undefined;
}

/**
 * Activities, as `a`, of one tab that match: select, order and limit are the caller's. A record waits
 * once: it is in Failed if one of its open changes failed, else in Pending, and all its open changes
 * are there with it.
 */
export function matchingActivities(
  scope: Scope,
  filter: ActivityFilter,
  tab: ActivityTab,
): Knex.QueryBuilder {
  if (tab !== "completed") {
    return scope("activities as a")
      .where("a.company_id", filter.companyId)
      .whereIn("a.status", OPEN)
      .whereRaw(AMONG, openRecords(scope, filter, tab).select("a.record_id"));
  }
  const query = activitiesOf(scope, filter).whereIn("a.status", tabStatuses.completed);
  const { since, until, statuses, minImpact } = filter;
  if (filter.archived === undefined) void query.whereNull("a.archived_at");
  if (filter.archived === "only") void query.whereNotNull("a.archived_at");
  if (since) void query.where("a.detected_at", ">=", since);
  if (until) void query.where("a.detected_at", "<", until);
  if (statuses) void query.whereIn("a.status", statuses);
  if (minImpact !== undefined) {
    void query.whereRaw("(a.impact_cents >= :cents::bigint or a.impact_cents <= -:cents::bigint)", {
      cents: centsOf(minImpact),
    });
  }
  return query;
}

/** The records of an open tab, or of both, each with its open activities, as `a`, grouped. */
export function openRecords(
  scope: Scope,
  filter: ActivityFilter,
  tab?: Exclude<ActivityTab, "completed">,
): Knex.QueryBuilder {
  const query = activitiesOf(scope, filter).whereIn("a.status", OPEN).groupBy("a.record_id");
  const { since, until, statuses, minImpact } = filter;
  if (tab) void query.havingRaw(`${HAS_FAILED} = ?`, [tab === "failed"]);
  if (statuses) {
    void query.havingRaw(`case when ${HAS_FAILED} then 'failed' else 'pending' end = any(?)`, [
      statuses,
    ]);
  }
  if (since || until) {
    void query.havingRaw(
      "bool_or(a.detected_at >= :since::timestamptz and a.detected_at < :until::timestamptz)",
      { since: since ?? "-infinity", until: until ?? "infinity" },
    );
  }
  if (minImpact !== undefined) {
    void query.havingRaw("abs(sum(a.impact_cents)) >= ?::bigint", [centsOf(minImpact)]);
  }
  return query;
}

/** Looked up once: as a join, PostgreSQL may hold each activity against each record. */
const AMONG = "a.record_id = any(array(?))";

const HAS_FAILED = "bool_or(a.status = 'failed')";

/** Of how many records the open tabs are, and of how many activities the third. */
export async function countTabs(
  scope: Scope,
  filter: ActivityFilter,
): Promise<Record<ActivityTab, number>> {
  const groups = openRecords(scope, filter).select(scope.raw(`${HAS_FAILED} as has_failed`));
  const [open] = await scope
    .from(groups.as("open"))
    .select<{ pending: string; failed: string }[]>(
      scope.raw("count(*) filter (where not has_failed) as pending"),
      scope.raw("count(*) filter (where has_failed) as failed"),
    );
  const [completed] = await matchingActivities(scope, filter, "completed").select<
    { count: string }[]
  >(scope.raw("count(*) as count"));
  return {
    pending: Number(open?.pending),
    failed: Number(open?.failed),
    completed: Number(completed?.count),
  };
}

/** As `a`, in all states: of what a person may see, those of records that match. */
export function activitiesOf(scope: Scope, filter: ActivityFilter): Knex.QueryBuilder {
  const { companyId, within, projectIds } = filter;
  const query = scope("activities as a").where("a.company_id", companyId);
  if (projectIds) void query.whereIn("a.project_id", projectIds);
  if (within) {
    void query.where(
      (row) =>
        void row
          .whereIn("a.project_id", within.projectIds)
          .orWhereRaw(
            AMONG,
            scope("records")
              .where({ company_id: companyId })
              .whereIn("parent", within.parents)
              .select("record_id"),
          ),
    );
  }
  const wanted = recordsWanted(scope, filter);
  if (wanted) void query.whereRaw(AMONG, wanted);
  return query;
}

/** Undefined: any. */
function recordsWanted(
  scope: Scope,
  { companyId, kinds, connectionIds, vendorIds, text }: ActivityFilter,
): Knex.QueryBuilder | undefined {
  if (!kinds && !connectionIds && !vendorIds && text === undefined) return undefined;
  const query = scope("records as r").where("r.company_id", companyId).select("r.record_id");
  if (kinds) void query.whereIn("r.kind", kinds);
  if (connectionIds) void query.whereIn("r.connection_id", connectionIds);
  if (vendorIds) void query.whereIn("r.vendor_id", vendorIds);
  if (text !== undefined) {
    void query.whereRaw(
      `(r.number ilike :part or r.title ilike :part or r.erp_number ilike :part or r.procore_id = :text
        or r.vendor_id in (select v.vendor_id from records v
             where v.company_id = :companyId and v.vendor_id = v.procore_id and v.title ilike :part))`,
      { companyId, text, part: `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` },
    );
  }
  return query;
}

/** `1250.5` → `125050`. */
function centsOf(amount: string): string {
  const [whole = "0", fraction = ""] = amount.split(".");
  return `${whole}${fraction.padEnd(2, "0")}`;
}
