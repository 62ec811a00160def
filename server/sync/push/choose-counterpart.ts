import { type Actor, audit } from "../../audit/audit.ts";
import { inCompany, type Scope } from "../../database/scope.ts";
import { ConflictError } from "../../errors.ts";
import { kindOf, labelOf } from "../../kinds/index.ts";
import { addActivity, newestOpenActivity, settleActivities } from "../../store/activities.ts";
import type { Connection } from "../../store/connections.ts";
import type { Candidate } from "../../store/failure.ts";
import { lockRecord, lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import { openConnector, payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { readBackAt } from "./begin-attempt.ts";
import { circumstancesOf, decide } from "./decide.ts";
import { wakeWaiting } from "./push-pending.ts";
import { connectionOf, requestPush } from "./request-push.ts";
import { tellOf } from "./tell-procore.ts";
import { tellSoon } from "./tell-soon.ts";

/** Creates the vendor even if the setting is off and the ERP has the `declined` ones. */
export async function requestMasterData(
  parts: SyncParts,
  record: SyncRecord,
  { declined, by }: { declined: string[]; by: Actor },
): Promise<void> {
  if (record.erpId !== null) {
    throw new ConflictError(
      `${labelOf(record)} is in the ERP already, under the vendor that it has.`,
    );
  }
  await inCompany(parts.db, record.companyId, async (scope) => {
    for (const needed of await masterDataOf(scope, record)) {
      // A person has linked it meanwhile.
      if (needed.erpId !== null) continue;
      await updateRecord(scope, needed, { isRequested: true, declined });
      const { companyId, kind, procoreId, status } = needed;
      await audit(scope, {
        companyId,
        by,
        action: "vendor_requested",
        subject: { kind, id: procoreId, name: labelOf(needed) },
        before: { Status: status.replaceAll("_", " ") },
        after: { "Declined candidates": declined },
      });
    }
  });
  await requestPush(parts, record, { by, action: "sync_requested" });
}

/** Throws ConflictError if the candidate can no longer be chosen. */
export async function linkMasterData(
  parts: SyncParts,
  record: SyncRecord,
  { id, by }: { id: string; by: Actor },
): Promise<void> {
  const connection = await connectionOf(parts, record);
  const { companyId } = record;
  const shown = await inCompany(parts.db, companyId, (scope) => toChoose(scope, record, id));
  const connector = openConnector(parts, connection);
  const now = await payablesOf(connector).vendorAt(id);
  if (!now) throw new ConflictError(`${connector.name} no longer has ${named(shown)}. ${AGAIN}`);
  if (now.closed !== undefined && shown.closed === null) {
    throw new ConflictError(`${named(shown)} has changed since. ${now.closed} ${AGAIN}`);
  }
  const linked = await inCompany(parts.db, companyId, async (scope) => {
    const needed = (await toChoose(scope, record, id)).of;
    if (needed.erpId === id) return undefined;
    const link = {
      erpId: id,
      erpNumber: now.number ?? now.name,
      formerErpId: null,
      declined: null,
      sent: needed.snapshot,
      pushedAt: new Date(),
      toldAt: null,
    };
    const settled = { status: "success", failure: null, waiting: null, attempts: 0 } as const;
    await updateRecord(scope, needed, { ...link, ...settled, isRequested: false });
    await logLink(scope, needed, { candidate: { ...shown, name: now.name }, by });
    await wakeWaiting(parts, scope, needed);
    await goOn(parts, scope, { record, connection, by });
    await auditLink(scope, needed, { candidate: { ...shown, name: now.name }, by });
    return { ...needed, ...link };
  });
  if (linked) tellSoon(parts, linked, () => tellOf(parts, linked, [linked]));
}

const AGAIN = "Retry, and Crosstie looks again.";

const named = ({ name, id }: Pick<Candidate, "name" | "id">) => `${name} (id ${id})`;

/** Locks the rows until the transaction ends. */
async function masterDataOf(scope: Scope, record: SyncRecord): Promise<SyncRecord[]> {
  const kind = kindOf(record);
  const needs = kind.isMasterData
    ? [{ ...record, missing: "" }]
    : kind.needs(kind.parse(record.snapshot)).filter((need) => kindOf(need).isMasterData);
  const found: SyncRecord[] = [];
  for (const { kind: name, procoreId, missing } of needs) {
    const needed = procoreId && (await lockRecord(scope, { ...record, kind: name, procoreId }));
    if (!needed) throw new ConflictError(`${labelOf(record)} waits for ${missing}.`);
    found.push(needed);
  }
  return found;
}

/** A choice that was made already is refused, unless it is this one. */
async function toChoose(
  scope: Scope,
  record: SyncRecord,
  id: string,
): Promise<Candidate & { of: SyncRecord }> {
  const all = await masterDataOf(scope, record);
  for (const of of all) {
    const shown = of.failure?.candidates?.find((one) => one.id === id);
    if (of.erpId === id) {
      const name = of.erpNumber ?? id;
      return { id, document: of.document, number: null, name, why: "", closed: "", of };
    }
    if (of.erpId !== null) {
      const there = of.erpNumber === null ? "" : `${of.erpNumber}, `;
      throw new ConflictError(`${labelOf(of)} is linked already: to ${there}id ${of.erpId}.`);
    }
    if (!shown) continue;
    if (of.attemptingSince !== null || readBackAt(of)) {
      throw new ConflictError(
        `Crosstie is looking for ${labelOf(of)} at this moment, or creates it. Look again in a moment.`,
      );
    }
    return { ...shown, of };
  }
  throw new ConflictError(`That is no longer among those to choose from. ${AGAIN}`);
}

/** Returns the activity's id. */
export async function logLink(
  scope: Scope,
  { companyId, recordId }: SyncRecord,
  { candidate, by }: { candidate: Candidate; by: Actor },
): Promise<string> {
  const change = {
    field: "linked to",
    word: "Linked to",
    old: null,
    new: named(candidate),
    percent: null,
  };
  const changes = [{ ...change, isMoney: false, isCarried: true }];
  const upTo = await addActivity(scope, {
    companyId,
    recordId,
    action: "linked",
    changes,
    impact: null,
    changedBy: null,
    requestedBy: by.name,
  });
  const synced = { status: "synced", transactionId: candidate.id } as const;
  await settleActivities(scope, { companyId, recordId, upTo }, synced);
  return upTo;
}

/** Call it last in the transaction. */
export async function auditLink(
  scope: Scope,
  record: SyncRecord,
  { candidate, by }: { candidate: Candidate; by: Actor },
): Promise<void> {
  const { companyId, kind, procoreId: id, erpId, erpNumber } = record;
  const earlier = erpId && named({ id: erpId, name: erpNumber ?? "" });
  await audit(scope, {
    companyId,
    by,
    action: "linked",
    subject: { kind, id, name: labelOf(record) },
    before: { "Linked to": earlier },
    after: { "Linked to": named(candidate) },
  });
}

/** The record that the person was looking at goes, even without automatic sync. */
async function goOn(
  { jobs }: SyncParts,
  scope: Scope,
  { record, connection, by }: { record: SyncRecord; connection: Connection; by: Actor },
): Promise<void> {
  const { companyId, connectionId, recordId } = record;
  const now = await lockRecordById(scope, companyId, recordId);
  if (!now || now.isDeleted || kindOf(now).isMasterData) return;
  const circumstances = await circumstancesOf(scope, now, connection);
  const open = await newestOpenActivity(scope, companyId, recordId);
  if (!open || !decide({ ...now, isRequested: true }, circumstances).isReady) return;
  await settleActivities(
    scope,
    { ...now, upTo: open },
    { status: "pending", requestedBy: by.name },
  );
  const fresh = { status: "pending", failure: null, waiting: null, waitingFor: null } as const;
  await updateRecord(scope, now, { ...fresh, isRequested: true });
  await jobs.send("push-record", { companyId, connectionId, recordId }, { trx: scope });
}
