import { inCompany } from "../../database/scope.ts";
import type { Claim } from "../../jobs/claim.ts";
import { kindOf } from "../../kinds/index.ts";
import type { Place } from "../../kinds/kind.ts";
import { addActivity, newestOpenActivity, settleActivities } from "../../store/activities.ts";
import type { Connection } from "../../store/connections.ts";
import { lockRecord, updateRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";
import { difference } from "./compare.ts";

export const CLOSE_BY_HAND = "deleted in Procore: close its counterpart by hand";

interface Gone {
  place: Place;
  changedBy: string | null;
  claim?: Claim | undefined;
}

export async function noteDeletion(
  parts: SyncParts,
  connection: Connection,
  { place, claim, changedBy }: Gone,
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
      // Crosstie deletes nothing from the books: a person closes the counterpart there.
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
