import { inCompany } from "../../database/scope.ts";
import { documentKindOf, referenceOf } from "../../kinds/kind.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import { isLost } from "../../store/record-pushes.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import { CLOSE_BY_HAND } from "../detect/note-change.ts";
import { openConnector } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { tellSoon } from "./tell-procore.ts";

/**
 * A write whose answer never came, of a record that may go no more: what the ERP has of it is found
 * out all the same, or an open bill would stand there and nobody would know. Returns the record as
 * it is then; undefined when there was nothing to find out, or nobody to ask.
 */
export async function lookUpLostWrite(
  parts: SyncParts,
  record: SyncRecord,
): Promise<SyncRecord | undefined> {
  if (!isLost(record, parts.durations)) return undefined;
  const connection = await inCompany(parts.db, record.companyId, (scope) =>
    connectionById(scope, record),
  );
  if (!connection || connection.status === "broken") return undefined;
  const found = await openConnector(parts, connection).lookUp({
    kind: documentKindOf(record),
    reference: referenceOf(record),
  });
  const lookedUp = await inCompany(parts.db, record.companyId, async (scope) => {
    const now = await lockRecordById(scope, record.companyId, record.recordId);
    if (!now || !isLost(now, parts.durations)) return now;
    const counterpart = found && {
      erpId: found.id,
      erpNumber: found.number ?? null,
      pushedAt: new Date(),
      toldAt: null,
    };
    const fields: Partial<SyncRecord> = {
      attemptingSince: null,
      ...counterpart,
      ...(found && now.isDeleted && { status: "desynchronized", waiting: CLOSE_BY_HAND }),
    };
    await updateRecord(scope, now, fields);
    return { ...now, ...fields };
  });
  if (found && lookedUp && !lookedUp.isDeleted) await tellSoon(parts, lookedUp);
  return lookedUp;
}
