import type { Scope } from "../../../server/database/scope.ts";
import * as auditLog from "../../../server/store/audit-log.ts";
import { anActor } from "../../an-actor.ts";
import type { Call } from "./calls.ts";

/** How to call each function of the audit log. */
export const auditCalls: Record<string, Call<Scope>> = {
  addAuditEntry: (scope, { companyId }) =>
    auditLog.addAuditEntry(scope, {
      ...anActor,
      companyId,
      action: "intruder",
      subjectKind: "settings",
      subjectId: "1",
      subjectName: "intruder",
      before: null,
      after: null,
    }),
  isAuditedLately: (scope, of) =>
    auditLog.isAuditedLately(
      scope,
      {
        companyId: of.companyId,
        userId: of.userId,
        action: "settings_saved",
        subjectId: of.word,
      },
      3_600_000,
    ),
  listAuditEntries: (scope, { companyId }) =>
    auditLog.listAuditEntries(scope, { companyId }, { before: undefined, limit: 9 }),
  peopleInAuditLog: (scope, of) => auditLog.peopleInAuditLog(scope, of.companyId),
};
