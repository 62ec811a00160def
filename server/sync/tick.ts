import { acrossCompanies } from "../database/scope.ts";
import { claimTurns, dropOldDeliveries, type Turn } from "../store/across-companies.ts";
import type { ScheduledTask } from "../store/schedules.ts";
import type { SyncParts } from "./parts.ts";
import { PAGE, pushLost, pushStranded } from "./push/push-pending.ts";

/** Activities are the log that stays; raw deliveries serve questions of the last weeks. */
const DELIVERIES_KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Runs every few seconds in one process of all: sends what is due, and takes up again what a crash
 * left lying. As many statements for a thousand companies as for one, while nothing is due.
 */
export async function tick(parts: SyncParts): Promise<void> {
  await parts.jobs.send("queue-deliveries", {});
  const before = new Date(Date.now() - DELIVERIES_KEPT_MS);
  await acrossCompanies(parts.db, (scope) => dropOldDeliveries(scope, before));
  for (;;) {
    const turns = await takeTurns(parts);
    await pushStranded(parts, connectionsOf(turns, "again"));
    if (turns.length < PAGE) break;
  }
  await pushLost(parts);
}

/** Turn and job are one transaction: a process that dies here leaves the turn to the next. */
function takeTurns({ db, jobs, pollSeconds }: SyncParts): Promise<Turn[]> {
  return acrossCompanies(db, async (scope) => {
    const turns = await claimTurns(scope, { pollMs: pollSeconds * 1000, limit: PAGE });
    const polls = connectionsOf(turns, "poll").map((of) => ({ ...of, isByClock: true as const }));
    const hooks = connectionsOf(turns, "hooks").map(({ companyId }) => ({ companyId }));
    await jobs.sendMany("poll-changes", polls, { trx: scope });
    await jobs.sendMany("repair-hooks", hooks, { trx: scope });
    await jobs.sendMany("pull-payments", connectionsOf(turns, "pull"), { trx: scope });
    return turns;
  });
}

function connectionsOf(turns: Turn[], task: ScheduledTask) {
  return turns
    .filter((turn) => turn.task === task)
    .map(({ companyId, connectionId }) => ({ companyId, connectionId }));
}
