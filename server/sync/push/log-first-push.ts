import type { Actor } from "../../audit/audit.ts";
import type { Scope } from "../../database/scope.ts";
import { ConflictError } from "../../errors.ts";
import { kindOf, labelOf } from "../../kinds/index.ts";
import { addActivity, type FieldChange } from "../../store/activities.ts";
import type { SyncRecord } from "../../store/records.ts";
import { difference } from "../detect/compare.ts";

interface Asked {
  by: Actor;
  /** What of the ERP's gives way, where Procore itself has not changed. */
  overwrites?: FieldChange[] | undefined;
}

/** Nothing of it has changed in Procore since Crosstie knows it: its sending is an activity. */
export async function logFirstPush(
  scope: Scope,
  record: SyncRecord,
  { by, overwrites }: Asked,
): Promise<void> {
  const { changes, impact, isToSend } = difference(kindOf(record), record.sent, record.snapshot);
  if (!isToSend && record.status === "success") {
    throw new ConflictError(`${labelOf(record)} is up to date already.`);
  }
  const { companyId, recordId } = record;
  const what = record.sent
    ? {
        action: "updated" as const,
        impact,
        changes: overwrites ?? changes.filter(({ isCarried }) => isCarried),
      }
    : { action: "first_sent" as const, impact: null, changes };
  await addActivity(scope, { companyId, recordId, ...what, requestedBy: by.name, changedBy: null });
}
