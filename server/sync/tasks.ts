import type { TaskTable } from "../jobs/tasks.ts";
import { detectChange } from "./detect/detect-change.ts";
import type { SyncParts } from "./parts.ts";
import { pollChanges } from "./detect/poll-changes.ts";
import { pullPayments } from "./pull/pull-payments.ts";
import { pushRecord } from "./push/push-record.ts";
import { writePaymentsIssued } from "./pull/write-payments-issued.ts";
import { tellProcore } from "./push/tell-procore.ts";

/** Every queue and who carries it out. */
export function createTasks(parts: SyncParts): TaskTable {
  return {
    "queue-deliveries": parts.queueDeliveries,
    "detect-change": detectChange(parts),
    "push-record": pushRecord(parts),
    "tell-procore": tellProcore(parts),
    "pull-payments": pullPayments(parts),
    "settle-payments": writePaymentsIssued(parts),
    "poll-changes": pollChanges(parts),
    "repair-hooks": ({ companyId }, { signal }) => parts.ensureHooks(companyId, signal),
  };
}
