import type { Scope } from "../../../server/database/scope.ts";
import * as activities from "../../../server/store/activities.ts";
import * as activityChoices from "../../../server/store/activity-choices.ts";
import * as activityFilter from "../../../server/store/activity-filter.ts";
import * as activityLists from "../../../server/store/activity-lists.ts";
import * as activityRows from "../../../server/store/activity-rows.ts";
import * as views from "../../../server/store/activity-views.ts";
import * as attempts from "../../../server/store/attempts.ts";
import * as history from "../../../server/store/record-history.ts";
import type { Call } from "./calls.ts";
import { LONG_AGO } from "./seed-people.ts";

const outcome = { status: "failed", failure: {} as never } as const;

/** How to call what lists, settles and counts activities. */
export const activityCalls: Record<string, Call<Scope>> = {
  reopenFailed: (scope, of) => activities.reopenFailed(scope, of),
  addActivity: (scope, of) =>
    activities.addActivity(scope, {
      ...of,
      action: "deleted",
      changes: [],
      impact: null,
      changedBy: null,
    }),
  settleActivities: (scope, of) =>
    activities.settleActivities(scope, { ...of, upTo: of.activityId }, outcome),
  markUnsent: async (scope, of) => {
    const settled = { ...of, upTo: of.activityId };
    const synced = { status: "synced", transactionId: "1" } as const;
    await activities.settleActivities(scope, settled, synced);
    await activities.markUnsent(scope, { ...settled, fields: ["title"] });
  },
  reopenActivities: activities.reopenActivities,
  newestOpenActivity: (scope, of) =>
    activities.newestOpenActivity(scope, of.companyId, of.recordId),
  matchingActivities: (scope, { companyId }) =>
    activityFilter.matchingActivities(scope, { companyId }, "completed").select(),
  activitiesOf: (scope, { companyId }) =>
    activityFilter.activitiesOf(scope, { companyId }).select("a.activity_id"),
  openRecords: (scope, { companyId }) =>
    activityFilter.openRecords(scope, { companyId }, "failed").select("a.record_id"),
  filterChoices: (scope, { companyId }) =>
    activityChoices.filterChoices(scope, { companyId, within: undefined }),
  countTabs: (scope, { companyId }) => activityFilter.countTabs(scope, { companyId }),
  listActivities: (scope, { companyId }) =>
    activityLists.listActivities(scope, "failed", {
      filter: { companyId },
      before: undefined,
      limit: 9,
    }),
  readActivities: (scope, { companyId }) =>
    activityRows.readActivities(scope, companyId, (query) => query.limit(9)),
  getActivity: (scope, of) => activityRows.getActivity(scope, of.companyId, of.activityId),
  timelineOf: (scope, { companyId }) =>
    activityRows.timelineOf(scope, { companyId, parent: "commitment:400", limit: 9 }),

  attemptsOf: (scope, of) => attempts.attemptsOf(scope, of),
  paymentsAround: (scope, of) => history.paymentsAround(scope, { ...of, key: "commitment:400" }),
  entriesAround: (scope, { companyId }) =>
    history.entriesAround(scope, {
      companyId,
      kind: "requisition",
      procoreId: "501",
      since: LONG_AGO,
      settings: ["settings_saved"],
    }),

  activityViews: (scope, of) => views.activityViews(scope, of),
  addActivityView: (scope, of) =>
    views.addActivityView(scope, { ...of, name: "intruder", tab: "pending", filters: {} }),
  renameActivityView: (scope, of) =>
    views.renameActivityView(scope, of, { viewId: of.activityViewId, name: "intruder" }),
  deleteActivityView: (scope, of) => views.deleteActivityView(scope, of, of.activityViewId),
};
