import type { Scope } from "../database/scope.ts";
import { type ActivityFilter, type ActivityTab, matchingActivities } from "./activity-filter.ts";
import { type ActivityRow, readActivities } from "./activity-rows.ts";

/** Newest first: read page by page, no activity comes twice, not even one that changes its tab. */
export async function exportedActivities(
  scope: Scope,
  { filter, tabs }: { filter: ActivityFilter; tabs: readonly ActivityTab[] },
  { before, limit }: { before: string | undefined; limit: number },
): Promise<ActivityRow[]> {
  const pages = tabs.map((tab) => {
    const page = matchingActivities(scope, filter, tab)
      .orderBy("a.activity_id", "desc")
      .limit(limit)
      .select("a.activity_id");
    return before ? page.where("a.activity_id", "<", before) : page;
  });
  const ids = scope
    .from(scope.queryBuilder().unionAll(pages, true).as("of_tabs"))
    .orderBy("activity_id", "desc")
    .limit(limit)
    .select("activity_id");
  return readActivities(scope, filter.companyId, (query) =>
    query.whereIn("a.activity_id", scope.from(ids.as("page")).select("activity_id")),
  );
}
