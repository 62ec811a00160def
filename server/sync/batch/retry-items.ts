import { inCompany } from "../../database/scope.ts";
import {
  AppError,
  ConflictError,
  CredentialsRefusedError,
  isWorthRetrying,
  NotAllowedError,
  NotFoundError,
} from "../../errors.ts";
import { newestOpenActivity } from "../../store/activities.ts";
import { type BatchItem, settleItems } from "../../store/batches.ts";
import { getRecord, type SyncRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";
import { requestPush } from "../push/request-push.ts";
import { rightsOf } from "./rights-of.ts";
import type { Turn } from "./turn.ts";

/** Each in a transaction of its own, which notes it too; what comes of it, `followSent` finds. */
export async function retryItems(parts: SyncParts, turn: Turn): Promise<void> {
  const { batch, items, signal, isLastTry } = turn;
  const { companyId, by } = batch;
  const refusalFor = rightsOf(parts, batch, "sync");

  async function retry(item: BatchItem): Promise<void> {
    const record = await waitingRecord(parts, companyId, item);
    const refusal = await refusalFor(record.projectId);
    if (refusal !== null) throw new NotAllowedError(refusal);
    await requestPush(parts, record, {
      by,
      action: "retry_requested",
      async alongside(scope) {
        const sent = { places: [item.place], reason: null, sentAt: new Date() };
        const settled = await settleItems(scope, batch, sent);
        if (settled.length === 0) throw new SettledError("another process has settled it");
      },
    });
  }

  for (const item of items) {
    signal.throwIfAborted();
    const reason = await retry(item).then(
      () => null,
      (error: unknown) => {
        if (error instanceof SettledError) return null;
        if (error instanceof CredentialsRefusedError) throw error;
        if (isWorthRetrying(error) && !isLastTry) throw error;
        return error instanceof AppError ? error.message : UNEXPECTED;
      },
    );
    await inCompany(parts.db, companyId, (scope) =>
      settleItems(scope, batch, { places: [item.place], reason }),
    );
  }
}

class SettledError extends AppError {}

const UNEXPECTED = "Something went wrong in Crosstie. Try this one by itself.";

/** Of a deleted one, whoever sends it says so. */
async function waitingRecord(
  { db }: SyncParts,
  companyId: string,
  { recordId }: BatchItem,
): Promise<SyncRecord> {
  const { record, open } = await inCompany(db, companyId, async (scope) => ({
    record: await getRecord(scope, companyId, recordId),
    open: await newestOpenActivity(scope, companyId, recordId),
  }));
  if (!record) throw new NotFoundError("The record is gone.");
  if (open === undefined && !record.isDeleted) {
    throw new ConflictError("Nothing of it waits any more: it was sent meanwhile.");
  }
  return record;
}
