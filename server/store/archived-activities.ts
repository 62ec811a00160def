import type { Scope } from "../database/scope.ts";

const COMPLETED = ["synced", "not_applicable"];

interface Chosen {
  companyId: string;
  activityIds: readonly string[];
}

/** `moved`: how many were in the lists. `open`: those that wait or failed stay there. */
export async function archiveActivities(
  scope: Scope,
  { companyId, activityIds }: Chosen,
): Promise<{ moved: number; open: Set<string> }> {
  const moved = await scope("activities")
    .where({ company_id: companyId, archived_at: null })
    .whereIn("activity_id", activityIds)
    .whereIn("status", COMPLETED)
    .update({ archived_at: scope.fn.now() });
  const open = await scope("activities")
    .where({ company_id: companyId })
    .whereIn("activity_id", activityIds)
    .whereNotIn("status", COMPLETED)
    .pluck<string[]>("activity_id");
  return { moved, open: new Set(open) };
}

/** How many were archived. */
export function bringBackActivities(
  scope: Scope,
  { companyId, activityIds }: Chosen,
): Promise<number> {
  return scope("activities")
    .where({ company_id: companyId })
    .whereIn("activity_id", activityIds)
    .whereNotNull("archived_at")
    .update({ archived_at: null });
}
