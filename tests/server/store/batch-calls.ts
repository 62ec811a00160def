import type { AcrossScope, Scope } from "../../../server/database/scope.ts";
import * as archived from "../../../server/store/archived-activities.ts";
import * as batches from "../../../server/store/batches.ts";
import * as chosen from "../../../server/store/chosen-activities.ts";
import * as exported from "../../../server/store/exported-activities.ts";
import { anActor } from "../../an-actor.ts";
import type { Call } from "./calls.ts";

/** How to call each function on many activities at once. */
export const batchCalls: Record<string, Call<Scope>> = {
  exportedActivities: (scope, { companyId }) =>
    exported.exportedActivities(
      scope,
      { filter: { companyId }, tabs: ["pending", "failed", "completed"] },
      { before: undefined, limit: 9 },
    ),
  archiveActivities: async (scope, { companyId, activityId }) => {
    const next = String(Number(activityId) + 1);
    const { archived: count } = await archived.archiveActivities(scope, {
      companyId,
      activityIds: [next],
    });
    return count;
  },

  chosenByFilter: (scope, { companyId }) =>
    chosen.chosenByFilter(
      scope,
      { filter: { companyId }, tab: "failed" },
      { upTo: "99999999", seen: 9 },
    ),
  chosenByIds: (scope, { companyId, activityId }) =>
    chosen.chosenByIds(scope, { companyId, activityIds: [activityId] }, { isOfRecord: true }),
  countChosen: (scope, { companyId, activityId }) =>
    chosen.countChosen(scope, { companyId, activityIds: [activityId] }),

  startBatch: async (scope, { companyId, batchId, activityId }) => {
    await batches.endBatch(scope, { companyId, batchId }, null);
    const items = chosen.chosenByIds(
      scope,
      { companyId, activityIds: [activityId] },
      { isOfRecord: true },
    );
    const batch = await batches.startBatch(
      scope,
      { companyId, action: "retry", by: anActor },
      items,
    );
    return batch?.total;
  },
  openBatch: (scope, of) => batches.openBatch(scope, of.companyId),
  findBatch: batches.findBatch,
  newestBatch: (scope, of) => batches.newestBatch(scope, of.companyId),
  countItems: batches.countItems,
  itemsLeft: (scope, of) => batches.itemsLeft(scope, of, 9),
  settleItems: (scope, of) => batches.settleItems(scope, of, { places: [1], reason: "intruder" }),
  endBatch: (scope, of) => batches.endBatch(scope, of, "intruder"),
  refusedItems: (scope, of) => batches.refusedItems(scope, of, { after: 0, limit: 9 }),
};

export const claimCalls: Record<string, Call<AcrossScope>> = {
  claimBatches: batches.claimBatches,
};
