import { inCompany } from "../database/scope.ts";
import type { Task, TaskName, TaskTable } from "../jobs/tasks.ts";
import { asking } from "../procore/client.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { noteDone } from "../store/schedules.ts";
import { workBatch } from "./batch/work-batch.ts";
import { detectChange } from "./detect/detect-change.ts";
import { pollChanges } from "./detect/poll-changes.ts";
import { keepRetention } from "./keep-retention.ts";
import type { SyncParts } from "./parts.ts";
import { pullPayments } from "./pull/pull-payments.ts";
import { writePaymentsIssued } from "./pull/write-payments-issued.ts";
import { pushRecord } from "./push/push-record.ts";
import { tellProcore } from "./push/tell-procore.ts";
import { compareCounterparts } from "./reconcile/compare-counterparts.ts";
import { reconcileFigures } from "./reconcile/figures/reconcile-figures.ts";
import { reconcile } from "./reconcile/reconcile.ts";

/** Before each change in Procore the job checks that no other process has taken it over. */
function claiming<Name extends TaskName>(
  parts: SyncParts,
  make: (parts: SyncParts) => Task<Name>,
): Task<Name> {
  return (payload, context) => {
    const procore = asking(parts.procore, context.claim.check);
    return make({ ...parts, procore })(payload, context);
  };
}

function hearing<Name extends TaskName>(
  parts: SyncParts,
  make: (parts: SyncParts) => Task<Name>,
): Task<Name> {
  return (load, context) =>
    make({ ...parts, lanes: parts.lanes.until(context.signal) })(load, context);
}

/** Runs each night, after set-up, and when a webhook seems to be missing. */
function lookAfterCompany(parts: SyncParts): Task<"repair-hooks"> {
  return async ({ companyId }, { signal, isLastTry }) => {
    const connection = await inCompany(parts.db, companyId, (scope) =>
      connectionInUse(scope, companyId),
    );
    if (connection) await reconcile(parts, connection);
    await parts.ensureHooks(companyId, { procore: parts.procore, signal, isLastTry });
    if (!connection) return;
    await inCompany(parts.db, companyId, (scope) =>
      noteDone(scope, { ...connection, task: "hooks" }),
    );
  };
}

export function createTasks(parts: SyncParts): TaskTable {
  return {
    "queue-deliveries": parts.queueDeliveries,
    "detect-change": detectChange(parts),
    "push-record": hearing(parts, pushRecord),
    "tell-procore": claiming(parts, tellProcore),
    "pull-payments": hearing(parts, pullPayments),
    "compare-counterparts": hearing(parts, compareCounterparts),
    "reconcile-figures": hearing(parts, reconcileFigures),
    "settle-payments": claiming(parts, writePaymentsIssued),
    "poll-changes": pollChanges(parts),
    "repair-hooks": claiming(parts, lookAfterCompany),
    "work-batch": workBatch(parts),
    "keep-retention": keepRetention(parts),
    "erase-company": ({ companyId }, { signal }) => parts.eraseCompany(companyId, signal),
  };
}
