import { ConflictError } from "../errors.ts";
import { addActivity, newestOpenActivity, settleActivities } from "../store/activities.ts";
import { connectionInUse } from "../store/connections.ts";
import {
  findRecord,
  lockRecordById,
  recordsOfCommitment,
  type RecordStatus,
  type SyncRecord,
  updateRecord,
} from "../store/records.ts";
import { compareFields, impactOf } from "./compare.ts";
import { circumstancesOf, decide } from "./decide.ts";
import type { SyncParts } from "./parts.ts";
import { fieldsOf, labelOf } from "./snapshot.ts";

/**
 * Someone pressed Sync or Retry: the record goes, whatever automatic sync says.
 * Rejects with ConflictError when it may not go yet or when there is nothing to send.
 */
export async function requestPush(
  parts: SyncParts,
  record: SyncRecord,
  requestedBy: string,
): Promise<void> {
  const connection = await connectionInUse(parts.db, record.companyId);
  if (!connection) {
    throw new ConflictError("No ERP is connected yet: an admin connects one in Settings.");
  }
  if (record.isDeleted) {
    throw new ConflictError(
      `${labelOf(record)} was deleted in Procore: nothing more of it is sent.`,
    );
  }
  const decision = decide(
    { ...record, isRequested: true },
    await circumstancesOf(parts.db, record, connection),
  );
  if (!decision.isReady) {
    throw new ConflictError(`${labelOf(record)} waits for ${decision.waiting}.`);
  }

  await parts.db.transaction(async (trx) => {
    const now = await lockRecordById(trx, record.companyId, record.recordId);
    if (!now) return;
    const open = await newestOpenActivity(trx, now.companyId, now.recordId);
    if (open) {
      await settleActivities(trx, { ...now, upTo: open }, { status: "pending", requestedBy });
    } else if (now.kind !== "vendor") await logFirstPush(now);
    await updateRecord(trx, now, {
      isRequested: true,
      status: "pending",
      failure: null,
      waiting: null,
    });
    await parts.jobs.send(
      "push-record",
      { companyId: now.companyId, connectionId: now.connectionId, recordId: now.recordId },
      { trx },
    );

    /** What was there before Crosstie has no activity yet; sending it is one. */
    async function logFirstPush(fresh: SyncRecord): Promise<void> {
      const older = fieldsOf(fresh.kind, fresh.sent);
      const newer = fieldsOf(fresh.kind, fresh.snapshot);
      const changes = compareFields(older, newer);
      if (changes.length === 0 && fresh.status === "success") {
        throw new ConflictError(`${labelOf(fresh)} is up to date already.`);
      }
      const { companyId, recordId } = fresh;
      const action = fresh.sent ? "updated" : "created";
      await addActivity(trx, {
        companyId,
        recordId,
        action,
        changes,
        impact: impactOf(older, newer),
        changedBy: null,
        requestedBy,
      });
    }
  });
}

/**
 * What a push can mend; what was there before Crosstie (`not_integrated`) may be in the books
 * already.
 */
const OPEN: ReadonlySet<RecordStatus> = new Set(["pending", "error", "desynchronized"]);

/** The invoices of a commitment that a Sync would send if they may go. */
export async function openInvoices(
  { db }: Pick<SyncParts, "db">,
  { companyId, procoreId }: SyncRecord,
): Promise<SyncRecord[]> {
  const records = await recordsOfCommitment(db, companyId, procoreId);
  return records.filter(
    ({ kind, status, isDeleted }) => kind === "requisition" && OPEN.has(status) && !isDeleted,
  );
}

/**
 * Sync or Retry in the panel: the commitment if it has anything to send, and whatever of its
 * invoices waits or failed.
 */
export async function requestCommitment(
  parts: SyncParts,
  commitment: SyncRecord,
  requestedBy: string,
): Promise<void> {
  const invoices = await openInvoices(parts, commitment);
  if (commitment.status !== "success") await requestPush(parts, commitment, requestedBy);
  else if (invoices.length === 0) {
    throw new ConflictError(`${labelOf(commitment)} is up to date already.`);
  }
  const refusals: string[] = [];
  for (const invoice of invoices) {
    await requestPush(parts, invoice, requestedBy).catch((error: unknown) => {
      if (!(error instanceof ConflictError)) throw error;
      refusals.push(error.message);
    });
  }
  if (commitment.status === "success" && refusals.length === invoices.length) {
    throw new ConflictError(refusals.join(" "));
  }
}

/**
 * Creates the vendor that a commitment lacks in the ERP, although the setting is off, and goes on
 * with the commitment.
 */
export async function requestVendor(
  parts: SyncParts,
  commitment: SyncRecord,
  requestedBy: string,
): Promise<void> {
  const vendor =
    commitment.vendorId &&
    (await findRecord(parts.db, { ...commitment, kind: "vendor", procoreId: commitment.vendorId }));
  if (!vendor) {
    throw new ConflictError(
      `${labelOf(commitment)} has no vendor in Procore: choose one there first.`,
    );
  }
  await updateRecord(parts.db, vendor, { isRequested: true });
  await requestPush(parts, commitment, requestedBy);
}
