import type { Scope } from "../database/scope.ts";
import {
  type ActivityFilter,
  type ActivityTab,
  matchingActivities,
  openRecords,
} from "./activity-filter.ts";
import { type ActivityRow, readActivities } from "./activity-rows.ts";

/** One row of a tab: a completed activity, or a record with its open ones. */
export interface ListedActivities {
  newest: ActivityRow;
  /** The newest first, and at most the first few; of a completed one: itself. */
  open: ActivityRow[];
  count: number;
  /** When the first of them was detected. */
  since: Date;
  /** What they come to together; null: none has an impact. */
  impact: string | null;
}

const MOST_UNFOLDED = 10;

interface ListedPage {
  filter: ActivityFilter;
  /** Of the last row of the page before: the id of its newest activity. */
  before: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listActivities(
  scope: Scope,
  tab: ActivityTab,
  { filter, before, limit }: ListedPage,
): Promise<ListedActivities[]> {
  if (tab !== "completed") return listOpen(scope, tab, { filter, before, limit });
  const page = matchingActivities(scope, filter, tab)
    .orderBy("a.activity_id", "desc")
    .limit(limit)
    .select("a.activity_id");
  if (before) void page.where("a.activity_id", "<", before);
  const rows = await readActivities(scope, filter.companyId, (query) =>
    query.whereIn("a.activity_id", scope.from(page.as("page")).select("activity_id")),
  );
  return rows.map((row) => ({
    newest: row,
    open: [row],
    count: 1,
    since: row.detectedAt,
    impact: row.impact?.amount ?? null,
  }));
}

interface OpenRow {
  record_id: string;
  count: string;
  since: Date;
  impact: string | null;
}

async function listOpen(
  scope: Scope,
  tab: Exclude<ActivityTab, "completed">,
  { filter, before, limit }: ListedPage,
): Promise<ListedActivities[]> {
  const page = openRecords(scope, filter, tab)
    .orderBy("newest", "desc")
    .limit(limit)
    .select<OpenRow[]>(
      "a.record_id",
      scope.raw("max(a.activity_id) as newest"),
      scope.raw("count(*) as count"),
      scope.raw("min(a.detected_at) as since"),
      scope.raw("round(sum(a.impact_cents) / 100, 2)::text as impact"),
    );
  if (before) void page.havingRaw("max(a.activity_id) < ?::bigint", [before]);
  const records = await page;
  const activities = await openActivities(
    scope,
    filter.companyId,
    records.map((row) => row.record_id),
  );
  const of = Map.groupBy(activities, ({ recordId }) => recordId);
  return records.flatMap(({ record_id, count, since, impact }) => {
    const open = of.get(record_id) ?? [];
    const [newest] = open;
    return newest ? [{ newest, open, count: Number(count), since, impact }] : [];
  });
}

/** Newest first, the first few of each. */
async function openActivities(
  scope: Scope,
  companyId: string,
  recordIds: string[],
): Promise<ActivityRow[]> {
  if (recordIds.length === 0) return [];
  return readActivities(scope, companyId, (query) =>
    query.whereRaw(
      `a.activity_id in (
         select one.activity_id from unnest(:recordIds::bigint[]) as of_record (record_id)
          cross join lateral (
            select activity_id from activities
             where company_id = :companyId and record_id = of_record.record_id
               and status in ('pending', 'failed')
             order by activity_id desc limit ${MOST_UNFOLDED}) as one)`,
      { companyId, recordIds },
    ),
  );
}
