import type { Scope } from "../../../server/database/scope.ts";
import { invoiceDates } from "../../../server/store/invoice-dates.ts";
import * as notifications from "../../../server/store/notifications.ts";
import * as projectRecords from "../../../server/store/project-records.ts";
import type { Call } from "./calls.ts";

/** How to call each function that panel and project pages ask beside the others. */
export const notificationCalls: Record<string, Call<Scope>> = {
  invoiceDates: (scope, of) => invoiceDates(scope, of),
  watchPaid: (scope, { companyId, recordId }) =>
    notifications.watchPaid(scope, { companyId, recordId, userId: "1" }),
  unwatchPaid: (scope, of) => notifications.unwatchPaid(scope, of),
  watchedBy: async (scope, { companyId, recordId, userId }) => [
    ...(await notifications.watchedBy(scope, { companyId, userId, recordIds: [recordId] })),
  ],
  tellWatchers: (scope, { companyId, recordId }) =>
    notifications.tellWatchers(scope, { companyId, recordId, text: "intruder" }),
  notificationsOf: (scope, of) => notifications.notificationsOf(scope, of, { limit: 9 }),
  undeletedOfProject: (scope, of) =>
    projectRecords.undeletedOfProject(scope, { ...of, projectId: "77", kinds: ["requisition"] }),
  recordsNotInErp: async (scope, of) => {
    await scope("records").where({ record_id: of.recordId }).update({ erp_id: null });
    const asked = { ...of, kind: "requisition", within: undefined, projectId: undefined };
    return projectRecords.recordsNotInErp(scope, asked, 9);
  },
  markRead: (scope, of) => notifications.markRead(scope, of, [of.notificationId]),
};
