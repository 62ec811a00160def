import { inCompany } from "../../database/scope.ts";
import { kindOf } from "../../kinds/index.ts";
import { addActivity, newestOpenActivity, settleActivities } from "../../store/activities.ts";
import type { Connection } from "../../store/connections.ts";
import { lockRecord, updateRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";
import { difference } from "./compare.ts";
import { CLOSE_BY_HAND, type Seen } from "./note-change.ts";

/** Procore no longer has the record: nothing more of it goes to the ERP. */
export async function noteDeletion(
  parts: SyncParts,
  connection: Connection,
  { place, claim, changedBy }: Pick<Seen, "place" | "claim" | "changedBy">,
): Promise<void> {
  await inCompany(parts.db, place.companyId, async (scope) => {
    await claim?.hold(scope);
    const record = await lockRecord(scope, { ...place, connectionId: connection.connectionId });
    if (!record || record.isDeleted) return;
    const { companyId, recordId } = record;
    const open = await newestOpenActivity(scope, companyId, recordId);
    if (open) {
      await settleActivities(
        scope,
        { companyId, recordId, upTo: open },
        { status: "not_applicable" },
      );
    }
    const kind = kindOf(record);
    const { changes, impact } = difference(kind, record.snapshot, undefined);
    await addActivity(scope, {
      companyId,
      recordId,
      action: "deleted",
      changes,
      impact,
      changedBy,
      // Nothing is deleted from the books by itself: the counterpart is closed there by hand.
      status: "not_applicable",
    });
    await updateRecord(scope, record, {
      isDeleted: true,
      status: record.erpId ? "desynchronized" : "not_integrated",
      waiting: record.erpId ? CLOSE_BY_HAND : null,
      waitingFor: null,
      failure: null,
      isRequested: false,
    });
  });
}
