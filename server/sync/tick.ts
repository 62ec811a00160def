import { acrossCompanies } from "../database/scope.ts";
import {
  claimDueTasks,
  dropEarlierSecrets,
  dropOldDeliveries,
  type DueTask,
} from "../store/across-companies.ts";
import { dropOldAttempts } from "../store/attempts.ts";
import { companiesWithBatches } from "../store/batches.ts";
import { claimErasures } from "../store/erasures.ts";
import type { ScheduledTask } from "../store/schedules.ts";
import type { SyncParts } from "./parts.ts";
import { PAGE, pushLost, pushStranded } from "./push/push-pending.ts";

/** Activities are the log that stays; raw deliveries answer questions about recent weeks only. */
const DELIVERIES_KEPT_MS = 30 * 24 * 3_600_000;
/** Who asks why something failed asks within the year of its books. */
const ATTEMPTS_KEPT_MS = 400 * 24 * 3_600_000;

/** Runs every few seconds in one process only. An idle company costs no statement of its own. */
export async function tick(parts: SyncParts): Promise<void> {
  await parts.jobs.send("queue-deliveries", {});
  await tidyUp(parts);
  for (;;) {
    const due = await sendDue(parts);
    await pushStranded(parts, connectionsOf(due, "again"));
    if (due.length < PAGE) break;
  }
  await pushLost(parts);
}

async function tidyUp({ db, jobs }: SyncParts): Promise<void> {
  const before = new Date(Date.now() - DELIVERIES_KEPT_MS);
  await acrossCompanies(db, async (scope) => {
    await dropOldDeliveries(scope, before);
    await dropOldAttempts(scope, new Date(Date.now() - ATTEMPTS_KEPT_MS));
    await dropEarlierSecrets(scope);
    const erased = (await claimErasures(scope)).map((companyId) => ({ companyId }));
    await jobs.sendMany("erase-company", erased, { trx: scope });
  });
}

/** Claim and jobs are one transaction: if the process dies here, the tasks are due again. */
function sendDue({ db, jobs, pollSeconds }: SyncParts): Promise<DueTask[]> {
  return acrossCompanies(db, async (scope) => {
    const due = await claimDueTasks(scope, { pollMs: pollSeconds * 1000, limit: PAGE });
    const polls = connectionsOf(due, "poll").map((of) => ({ ...of, isByClock: true as const }));
    const hooks = connectionsOf(due, "hooks").map(({ companyId }) => ({ companyId }));
    await jobs.sendMany("poll-changes", polls, { trx: scope });
    await jobs.sendMany("repair-hooks", hooks, { trx: scope });
    await jobs.sendMany("keep-retention", hooks, { trx: scope });
    await jobs.sendMany("pull-payments", connectionsOf(due, "pull"), { trx: scope });
    const again = connectionsOf(due, "again").map(({ companyId }) => companyId);
    if (again.length > 0) {
      const batches = await companiesWithBatches(scope, again);
      const payloads = batches.map((companyId) => ({ companyId }));
      await jobs.sendMany("work-batch", payloads, { trx: scope });
    }
    return due;
  });
}

function connectionsOf(due: DueTask[], task: ScheduledTask) {
  return due
    .filter((one) => one.task === task)
    .map(({ companyId, connectionId }) => ({ companyId, connectionId }));
}
