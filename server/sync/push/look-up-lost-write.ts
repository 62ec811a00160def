import { systemOf } from "../../connectors/index.ts";
import { inCompany } from "../../database/scope.ts";
import { UnknownOutcomeError } from "../../errors.ts";
import { documentKindOf, referenceOf } from "../../kinds/kind.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import { isLost, landsUntil } from "../../store/record-pushes.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import { CLOSE_BY_HAND } from "../detect/note-deletion.ts";
import { openConnector } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { readBackAt } from "./begin-attempt.ts";
import { tellOf } from "./tell-procore.ts";
import { tellSoon } from "./tell-soon.ts";

/** For a record that goes no more. Throws UnknownOutcomeError while the lost write may land. */
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
    const until = landsUntil(now, parts.durations);
    const laterAt = readBackAt({ landsUntil: until });
    if (laterAt && (!found || found.id === now.erpId)) {
      await updateRecord(scope, now, { landsUntil: until });
      return "may land";
    }
    const counterpart = found && {
      erpId: found.id,
      erpNumber: found.number ?? null,
      pushedAt: new Date(),
      toldAt: null,
    };
    const fields: Partial<SyncRecord> = {
      attemptingSince: null,
      // Its lines are not known yet: before another write it is read.
      landsUntil: now.isDeleted ? null : (laterAt ?? (found ? new Date() : null)),
      ...counterpart,
      ...(found && now.isDeleted && { status: "desynchronized", waiting: CLOSE_BY_HAND }),
    };
    await updateRecord(scope, now, fields);
    return { ...now, ...fields };
  });
  if (lookedUp === "may land") throw mayLand(record, systemOf(connection).name);
  if (found && lookedUp && !lookedUp.isDeleted) {
    tellSoon(parts, lookedUp, () => tellOf(parts, lookedUp, [lookedUp]));
  }
  return lookedUp;
}

export function mayLand(record: SyncRecord, system: string): UnknownOutcomeError {
  return new UnknownOutcomeError({
    system,
    reason: `it may still be at work on ${referenceOf(record)}, whose answer was lost`,
    retryable: true,
  });
}
