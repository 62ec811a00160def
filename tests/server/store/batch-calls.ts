import type { Scope } from "../../../server/database/scope.ts";
import * as exported from "../../../server/store/exported-activities.ts";
import type { Call } from "./calls.ts";

/** How to call each function on many activities at once. */
export const batchCalls: Record<string, Call<Scope>> = {
  exportedActivities: (scope, { companyId }) =>
    exported.exportedActivities(
      scope,
      { filter: { companyId }, tabs: ["pending", "failed", "completed"] },
      { before: undefined, limit: 9 },
    ),
};
