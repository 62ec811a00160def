import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import {
  type ActivityFilter,
  type ActivityTab,
  activitiesOf,
  matchingActivities,
  openRecords,
} from "./activity-filter.ts";

/**
 * All that match, as `record_id` and `activity_id`: not what has come since the person looked, and
 * no more than they were told of.
 */
export function chosenByFilter(
  scope: Scope,
  { filter, tab }: { filter: ActivityFilter; tab: ActivityTab },
  { upTo, seen }: { upTo: string; seen: number },
): Knex.QueryBuilder {
  if (tab === "completed") {
    return matchingActivities(scope, filter, tab)
      .where("a.activity_id", "<=", upTo)
      .orderBy("a.activity_id")
      .limit(seen)
      .select("a.record_id", "a.activity_id");
  }
  return openRecords(scope, filter, tab)
    .havingRaw("min(a.activity_id) <= ?::bigint", [upTo])
    .orderByRaw("min(a.activity_id)")
    .limit(seen)
    .select("a.record_id", scope.raw("max(a.activity_id) as activity_id"));
}

type Chosen = Pick<ActivityFilter, "companyId" | "within"> & { activityIds: string[] };

/** As `record_id` and `activity_id`; `isOfRecord`: each record once. */
export function chosenByIds(
  scope: Scope,
  { activityIds, ...of }: Chosen,
  { isOfRecord }: { isOfRecord: boolean },
): Knex.QueryBuilder {
  const chosen = activitiesOf(scope, of).whereIn("a.activity_id", activityIds);
  return isOfRecord
    ? chosen
        .groupBy("a.record_id")
        .select("a.record_id", scope.raw("max(a.activity_id) as activity_id"))
    : chosen.select("a.record_id", "a.activity_id");
}

export async function countChosen(scope: Scope, { activityIds, ...of }: Chosen): Promise<number> {
  const [row] = await activitiesOf(scope, of)
    .whereIn("a.activity_id", activityIds)
    .count<{ count: string }[]>("* as count");
  return Number(row?.count);
}
