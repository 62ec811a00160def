import type { Scope } from "../../../server/database/scope.ts";
import { reopenFailed } from "../../../server/store/activities.ts";
import * as failedRecords from "../../../server/store/failed-records.ts";
import * as overview from "../../../server/store/overview.ts";
import * as problems from "../../../server/store/problems.ts";
import { updateRecord } from "../../../server/store/records.ts";
import * as schedules from "../../../server/store/schedules.ts";
import type { Call } from "./calls.ts";
import type { Seeded } from "./seed-company.ts";

const whatFails = ({ companyId }: Seeded) => ({ companyId, kinds: ["requisition"] });

/** Its record fails, and its problem is open at once. */
async function failing(scope: Scope, of: Seeded) {
  const failure = { code: "refused", title: "intruder" } as never;
  await updateRecord(scope, of, { status: "error", failure });
  await scope.raw("set constraints all immediate");
  const [open] = await scope("problems").where({ company_id: of.companyId, code: "refused" });
  const cause = "refused requisition:501";
  return { ...whatFails(of), cause, problemId: String(open?.problem_id ?? 1) };
}

/** How to call each function on failures, their causes, and what the Overview says. */
export const problemCalls: Record<string, Call<Scope>> = {
  failedRecords: (scope, { companyId }) => failedRecords.failedRecords(scope, { companyId }, 9),
  acknowledgeFailures: async (scope, of) => {
    const which = await failing(scope, of);
    return failedRecords.acknowledgeFailures(scope, which, { userId: "1", name: "intruder" });
  },
  openProblems: (scope, of) => problems.openProblems(scope, whatFails(of)),
  countProblems: (scope, of) => problems.countProblems(scope, whatFails(of)),
  findOpenProblem: async (scope, of) => problems.findOpenProblem(scope, await failing(scope, of)),
  recordsBlockedBy: async (scope, of) => {
    const page = { after: "0", limit: 9 };
    return problems.recordsBlockedBy(scope, await failing(scope, of), page);
  },
  retryCause: async (scope, of) =>
    problems.retryCause(scope, { ...(await failing(scope, of)), by: "intruder", limit: 9 }),
  neededForCause: async (scope, of) =>
    problems.neededForCause(scope, { ...(await failing(scope, of)), kinds: [] }),
  moneyInFlight: (scope, { companyId }) => overview.moneyInFlight(scope, { companyId }),
  countByDay: (scope, { companyId }) => overview.countByDay(scope, { companyId }, [new Date(0)]),
  oldestWaits: async (scope, of) => {
    await reopenFailed(scope, of);
    return overview.oldestWaits(scope, of, 9);
  },
  pulseOf: (scope, { companyId }) => overview.pulseOf(scope, companyId),
  noteDone: (scope, of) => schedules.noteDone(scope, { ...of, task: "hooks" }),
  turnsOf: schedules.turnsOf,
};
