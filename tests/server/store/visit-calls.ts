import type { Scope } from "../../../server/database/scope.ts";
import * as visits from "../../../server/store/session-companies.ts";
import type { Call } from "./calls.ts";

/** How to call each function about the sessions that have opened a company. */
export const visitCalls: Record<string, Call<Scope>> = {
  noteVisit: (scope, { companyId, leftSessionId: sessionId }) =>
    visits.noteVisit(scope, { companyId, sessionId }),
  sessionsOfCompany: (scope, of) => visits.sessionsOfCompany(scope, of.companyId, 5),
  findSessionOfCompany: (scope, of) => visits.findSessionOfCompany(scope, of),
};
