import type { Scope } from "../../database/scope.ts";
import { keyOf } from "../../kinds/kind.ts";
import { releaseWaiting } from "../../store/record-pushes.ts";
import type { SyncRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";

type Awaited = Pick<SyncRecord, "companyId" | "connectionId" | "kind" | "procoreId">;

/** A record is in the ERP now: whatever waited for it goes on. */
export async function wakeWaiting(
  { jobs }: Pick<SyncParts, "jobs">,
  scope: Scope,
  awaited: Awaited,
): Promise<void> {
  const { companyId, connectionId } = awaited;
  const released = await releaseWaiting(scope, {
    companyId,
    connectionId,
    waitingFor: keyOf(awaited),
  });
  const payloads = released.map((recordId) => ({ companyId, connectionId, recordId }));
  await jobs.sendMany("push-record", payloads, { trx: scope });
}
