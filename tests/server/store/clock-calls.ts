import type { Scope } from "../../../server/database/scope.ts";
import * as runs from "../../../server/store/runs.ts";
import * as schedules from "../../../server/store/schedules.ts";
import type { Seeded } from "./seed-company.ts";

const run = ({ companyId, connectionId }: Seeded) => ({
  companyId,
  connectionId,
  kind: "payments",
});

/** How to call each function on runs, and on what the clock does. */
export const clockCalls = {
  startRun: (scope: Scope, of: Seeded) => runs.startRun(scope, run(of)),
  finishRun: (scope: Scope, of: Seeded) =>
    runs.finishRun(scope, of, { found: 9, problem: "intruder" }),
  noteProgress: (scope: Scope, of: Seeded) => runs.noteProgress(scope, of, { done: 9, total: 9 }),
  newestRun: (scope: Scope, of: Seeded) => runs.newestRun(scope, run(of)),

  lockSchedules: (scope: Scope, of: Seeded) => schedules.lockSchedules(scope, of.companyId),
  reschedule: (scope: Scope, of: Seeded) => schedules.reschedule(scope, of.companyId),
  lookAtHooksSoon: (scope: Scope, of: Seeded) => schedules.lookAtHooksSoon(scope, of.companyId),
};
