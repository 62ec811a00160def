import type { Scope } from "../../../server/database/scope.ts";
import * as sessions from "../../../server/store/sessions.ts";
import type { Call } from "./calls.ts";

/** How to call each function about the sessions that have opened a company. */
export const visitCalls: Record<string, Call<Scope>> = {
  sessionsOfCompany: (scope, of) => sessions.sessionsOfCompany(scope, of.companyId, 5),
  findSessionOfCompany: (scope, of) => sessions.findSessionOfCompany(scope, of),
};
