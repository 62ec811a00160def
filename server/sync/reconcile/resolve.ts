import { type Actor, audit } from "../../audit/audit.ts";
import { inCompany } from "../../database/scope.ts";
import { ConflictError } from "../../errors.ts";
import { labelOf } from "../../kinds/index.ts";
import {
  addActivity,
  type FieldChange,
  newestOpenActivity,
  settleActivities,
} from "../../store/activities.ts";
import { getRecord, lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";
import { wakeWaiting } from "../push/push-pending.ts";
import { requestPush } from "../push/request-push.ts";
import { type SideBySide, sideBySide } from "./side-by-side.ts";

export interface Choice {
  take: "procore" | "erp";
  /** Of what the person was shown. */
  mark: string;
  by: Actor;
}

/** Throws a ConflictError if it cannot be done, or if the values are others by now. */
export async function resolve(
  parts: SyncParts,
  record: SyncRecord,
  { take, mark, by }: Choice,
): Promise<void> {
  const both = await sideBySide(parts, record);
  if (both.mark !== mark) throw new ConflictError(HAS_CHANGED);
  const way = both[take];
  if ("whyNot" in way) throw new ConflictError(way.whyNot);
  return take === "erp" ? accept(parts, record, both, by) : sendAgain(parts, record, both, by);
}

const HAS_CHANGED =
  "One of the two systems has changed since you looked: nothing was done. Look at both values again.";

async function sendAgain(
  parts: SyncParts,
  record: SyncRecord,
  { rows }: SideBySide,
  by: Actor,
): Promise<void> {
  const now = await inCompany(parts.db, record.companyId, async (scope) => {
    const locked = await lockRecordById(scope, record.companyId, record.recordId);
    if (!locked) throw new ConflictError(HAS_CHANGED);
    const { accepted, status } = locked;
    if (accepted !== null && status === "success") {
      const open = { status: "desynchronized", differs: accepted.says, accepted: null } as const;
      await updateRecord(scope, locked, open);
    }
    return getRecord(scope, record.companyId, record.recordId);
  });
  const overwrites = changesTo("procore", rows);
  await requestPush(parts, now ?? record, { by, action: "sync_requested", overwrites });
}

/** What gives way to the values of that side. */
function changesTo(side: "procore" | "erp", rows: SideBySide["rows"]): FieldChange[] {
  const other = side === "erp" ? "procore" : "erp";
  return rows
    .filter(({ isDifferent }) => isDifferent)
    .map((row) => ({
      field: row.label,
      word: row.label,
      old: row[other],
      new: row[side],
      percent: null,
      isMoney: row.isMoney,
      isCarried: true,
    }));
}

async function accept(
  parts: SyncParts,
  { companyId, recordId, pushedAt, erpId }: SyncRecord,
  { says, mark, rows, system }: SideBySide,
  by: Actor,
): Promise<void> {
  await inCompany(parts.db, companyId, async (scope) => {
    const now = await lockRecordById(scope, companyId, recordId);
    const isSame =
      now?.status === "desynchronized" &&
      now.attemptingSince === null &&
      now.erpId === erpId &&
      now.pushedAt?.getTime() === pushedAt?.getTime();
    if (!isSame) throw new ConflictError(HAS_CHANGED);
    const at = new Date().toISOString();
    await updateRecord(scope, now, {
      status: "success",
      accepted: { says: says ?? "", by: by.name, at, mark },
      differs: null,
      failure: null,
      waiting: null,
      attempts: 0,
      isRequested: false,
    });
    // Changes that the ERP could not follow are not sent any more.
    const open = await newestOpenActivity(scope, companyId, recordId);
    if (open) await settleActivities(scope, { ...now, upTo: open }, { status: "not_applicable" });
    const differing = rows.filter(({ isDifferent }) => isDifferent);
    const upTo = await addActivity(scope, {
      companyId,
      recordId,
      action: "accepted",
      changes: changesTo("erp", rows),
      impact: null,
      changedBy: null,
      requestedBy: by.name,
    });
    const settled = { status: "synced", transactionId: now.erpId ?? "" } as const;
    await settleActivities(scope, { companyId, recordId, upTo }, settled);
    await wakeWaiting(parts, scope, now);
    const fact = (side: "procore" | "erp") =>
      Object.fromEntries(differing.map((row) => [row.label, row[side]]));
    await audit(scope, {
      companyId,
      by,
      action: "difference_accepted",
      subject: { kind: now.kind, id: now.procoreId, name: labelOf(now) },
      before: { Status: "desynchronized", "Values of": "Procore", ...fact("procore") },
      after: { Status: "success", "Values of": system, ...fact("erp") },
    });
  });
}
