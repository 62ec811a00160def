import type { Scope } from "../database/scope.ts";

const COMPLETED = ["synced", "not_applicable"];

/** `archived`: how many were not so before. `open`: those that wait or failed stay in the lists. */
export async function archiveActivities(
  scope: Scope,
  { companyId, activityIds }: { companyId: string; activityIds: readonly string[] },
): Promise<{ archived: number; open: Set<string> }> {
  const archived = await scope("activities")
    .where({ company_id: companyId, archived_at: null })
    .whereIn("activity_id", activityIds)
    .whereIn("status", COMPLETED)
    .update({ archived_at: scope.fn.now() });
  const open = await scope("activities")
    .where({ company_id: companyId })
    .whereIn("activity_id", activityIds)
    .whereNotIn("status", COMPLETED)
    .pluck<string[]>("activity_id");
  return { archived, open: new Set(open) };
}
