import type { Counterpart } from "../../connectors/connector.ts";
import { inCompany, type Scope } from "../../database/scope.ts";
import { kindOf } from "../../kinds/index.ts";
import { keyOf } from "../../kinds/kind.ts";
import { addActivity, markUnsent, settleActivities } from "../../store/activities.ts";
import { settlePush } from "../../store/record-pushes.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import { difference } from "../detect/compare.ts";
import { CLOSE_BY_HAND } from "../detect/note-deletion.ts";
import type { SyncParts } from "../parts.ts";
import { type Attempt, hasChanged, isSameTime, readBackAt } from "./begin-attempt.ts";
import { wakeWaiting } from "./push-pending.ts";
import { tellOf } from "./tell-procore.ts";
import { tellSoon } from "./tell-soon.ts";

export interface Outcome {
  counterpart: Counterpart;
  sentTotal: string | null;
  sentGross: string | null;
  sentCurrency: string | null;
  /** The ERP's id. */
  sentVendor: string | null;
  differs: string | null;
}

/** One transaction; Procore is told after it. */
export async function settleSuccess(
  parts: SyncParts,
  attempt: Attempt,
  { counterpart, sentTotal, sentGross, sentCurrency, sentVendor, differs }: Outcome,
): Promise<void> {
  const { record, begunAt, upTo } = attempt;
  const status = differs === null ? "success" : "desynchronized";
  const outcome = {
    sent: record.snapshot,
    erpId: counterpart.id,
    erpNumber: counterpart.number ?? null,
    formerErpId: null,
    declined: null,
    erpLines: counterpart.lines,
    written: counterpart.written ?? null,
    sentTotal,
    sentGross,
    sentCurrency,
    sentVendor,
    erpVendor: counterpart.vendorId ?? null,
    // If the ERP does not show the currency this time, the last known one counts.
    erpCurrency: counterpart.currency ?? record.erpCurrency,
    differs,
    remark: counterpart.remark ?? null,
    accepted: null,
    erpState: counterpart.state ?? null,
    attemptingSince: null,
    landsUntil: readBackAt(record),
    attempts: 0,
    waiting: null,
    failure: null,
    pushedAt: new Date(),
    // Created again after a person deleted it: Procore still shows the old counterpart.
    ...(record.erpId !== null && record.erpId !== counterpart.id && { toldAt: null }),
  };
  const push = { record, begunAt, upTo, waitingFor: keyOf(record) };
  const fields = fieldsLeftOut(record, counterpart);
  const settled = await inCompany(parts.db, record.companyId, async (scope) => {
    const now =
      (await settlePush(scope, push, { ...outcome, status, isRequested: false })) ??
      (await settleUnderLock(parts, scope, { attempt, outcome, status }));
    if (now && upTo && fields.length > 0) await markUnsent(scope, { ...record, upTo, fields });
    return now;
  });
  if (!settled || settled.toldAt || settled.isDeleted) return;
  tellSoon(parts, record, () => tellOf(parts, record, [{ ...record, ...outcome }]));
}

/** For a record that changed or that others wait for. Undefined: gone, or taken over. */
async function settleUnderLock(
  parts: SyncParts,
  scope: Scope,
  {
    attempt: { record, begunAt, upTo },
    outcome,
    status,
  }: {
    attempt: Attempt;
    outcome: Partial<SyncRecord> & { erpId: string };
    status: SyncRecord["status"];
  },
): Promise<SyncRecord | undefined> {
  const { companyId, connectionId, recordId } = record;
  const now = await lockRecordById(scope, companyId, recordId);
  if (!now || !isSameTime(now.attemptingSince, begunAt)) return undefined;
  if (upTo) {
    const synced = { status: "synced", transactionId: outcome.erpId } as const;
    await settleActivities(scope, { companyId, recordId, upTo }, synced);
  }
  if (now.isDeleted) {
    const closed = { status: "desynchronized", waiting: CLOSE_BY_HAND } as const;
    await updateRecord(scope, record, { ...outcome, ...closed, isRequested: false });
    return { ...now, ...outcome };
  }
  const isChanged = hasChanged(record, now);
  await updateRecord(scope, record, {
    ...outcome,
    status: isChanged ? "pending" : status,
    isRequested: isChanged && now.isRequested,
  });
  await wakeWaiting(parts, scope, record);
  if (isChanged) {
    await parts.jobs.send("push-record", { companyId, connectionId, recordId }, { trx: scope });
  }
  return { ...now, ...outcome };
}

/** Names of the record's fields that the ERP does not have as they were sent. */
function fieldsLeftOut(
  record: SyncRecord,
  { leftOut = [] }: Pick<Counterpart, "leftOut">,
): string[] {
  const kind = kindOf(record);
  return kind
    .fields(kind.parse(record.snapshot))
    .filter(({ name, carriedBy = name }) => leftOut.includes(carriedBy))
    .map(({ name }) => name);
}

/** For a record that another one needs in the ERP. The log marks what the ERP did not take. */
export async function logCreation(
  { db }: SyncParts,
  record: SyncRecord,
  counterpart: Pick<Counterpart, "leftOut">,
): Promise<string> {
  const unsent = fieldsLeftOut(record, counterpart);
  const all = difference(kindOf(record), undefined, record.snapshot).changes;
  const changes = all.map((one) =>
    unsent.includes(one.field) ? { ...one, isCarried: false } : one,
  );
  const { companyId, recordId } = record;
  const first = { companyId, recordId, action: "first_sent", changes, impact: null } as const;
  return inCompany(db, companyId, (scope) => addActivity(scope, { ...first, changedBy: null }));
}
