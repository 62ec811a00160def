import type { AcrossScope, Scope } from "../../../server/database/scope.ts";
import * as archived from "../../../server/store/archived-activities.ts";
import * as batches from "../../../server/store/batches.ts";
import * as chosen from "../../../server/store/chosen-activities.ts";
import * as exported from "../../../server/store/exported-activities.ts";
import * as retention from "../../../server/store/retention.ts";
import * as sent from "../../../server/store/sent-items.ts";
import { anActor } from "../../an-actor.ts";
import type { Call } from "./calls.ts";
import { LONG_AGO } from "./seed-people.ts";

const archiveLongAgo = (scope: Scope, { companyId }: { companyId: string }) =>
  scope("activities")
    .where({ company_id: companyId, status: "not_applicable" })
    .update({ archived_at: new Date("2001-01-01") });

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
    const { moved } = await archived.archiveActivities(scope, { companyId, activityIds: [next] });
    return moved;
  },
  bringBackActivities: async (scope, { companyId, activityId }) => {
    const of = { companyId, activityIds: [String(Number(activityId) + 1)] };
    await archived.archiveActivities(scope, of);
    return archived.bringBackActivities(scope, of);
  },

  findRetention: (scope, of) => retention.findRetention(scope, of.companyId),
  saveRetention: (scope, of) =>
    retention.saveRetention(scope, of.companyId, {
      archiveAfterMonths: 1,
      eraseAfterYears: 1,
      setBy: "intruder",
    }),
  countByAge: async (scope, of) => {
    await archiveLongAgo(scope, of);
    return retention.countByAge(scope, of.companyId, { archiveAfterMonths: 1, eraseAfterYears: 1 });
  },
  archiveByAge: async (scope, of) => {
    await scope("activities").where({ company_id: of.companyId }).update({ detected_at: LONG_AGO });
    return retention.archiveByAge(scope, { companyId: of.companyId, months: 1, limit: 9 });
  },
  eraseByAge: async (scope, of) => {
    await archiveLongAgo(scope, of);
    return retention.eraseByAge(scope, { companyId: of.companyId, years: 1, limit: 9 });
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
  sentItems: async (scope, of) => {
    await batches.settleItems(scope, of, { places: [1], reason: null, sentAt: LONG_AGO });
    const items = await sent.sentItems(scope, of, { after: 0, limit: 9, longAgo: new Date() });
    return items.map(({ place }) => place);
  },
  settleTried: async (scope, of) => {
    await batches.settleItems(scope, of, { places: [1], reason: null, sentAt: LONG_AGO });
    await sent.settleTried(scope, of, [{ place: 1, outcome: "refused", reason: "intruder" }]);
  },
  commonReasons: (scope, of) => sent.commonReasons(scope, of, 9),
  refusedItems: (scope, of) => batches.refusedItems(scope, of, { after: 0, limit: 9 }),
};

export const batchesOfAll: Record<string, Call<AcrossScope>> = {
  companiesWithBatches: (scope, of) => batches.companiesWithBatches(scope, [of.companyId]),
};
