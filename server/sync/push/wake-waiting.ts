import type { Scope } from "../../database/scope.ts";
import { keyOf } from "../../kinds/kind.ts";
import { newestOpenActivity, settleActivities } from "../../store/activities.ts";
import { type SyncRecord, updateRecord } from "../../store/records.ts";
import { recordsWaitingFor } from "../../store/record-lists.ts";
import type { SyncParts } from "../parts.ts";

type Awaited = Pick<SyncRecord, "companyId" | "connectionId" | "kind" | "procoreId">;

/** A record is in the ERP now: whatever waited for it goes on. */
export async function wakeWaiting(
  { jobs }: Pick<SyncParts, "jobs">,
  scope: Scope,
  awaited: Awaited,
): Promise<void> {
  const { companyId, connectionId } = awaited;
  const waiting = await recordsWaitingFor(scope, {
    companyId,
    connectionId,
    waitingFor: keyOf(awaited),
  });
  for (const record of waiting) {
    const upTo = await newestOpenActivity(scope, companyId, record.recordId);
    if (upTo) {
      await settleActivities(
        scope,
        { companyId, recordId: record.recordId, upTo },
        { status: "pending" },
      );
    }
    await updateRecord(scope, record, {
      waitingFor: null,
      waiting: null,
      failure: null,
      status: "pending",
    });
    await jobs.send(
      "push-record",
      { companyId, connectionId, recordId: record.recordId },
      { trx: scope },
    );
  }
}
