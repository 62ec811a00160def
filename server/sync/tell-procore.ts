import { RemoteError } from "../errors.ts";
import type { Task } from "../jobs/tasks.ts";
import type { CommitmentKind } from "../procore/commitments.ts";
import {
  type Origin,
  type OriginsTold,
  tellOrigins,
  tellRequisitionOrigin,
} from "../procore/origin.ts";
import { connectionInUse } from "../store/connections.ts";
import { recordsToTell } from "../store/open-records.ts";
import { type SyncRecord, updateRecord, updateRecords } from "../store/records.ts";
import { referenceOf } from "./documents.ts";
import type { SyncParts } from "./parts.ts";
import { commitmentOf } from "./snapshot.ts";

/**
 * Tells Procore, many records a call, which counterpart they have: that turns Procore's own banner
 * green.
 */
export function tellProcore(parts: SyncParts): Task<"tell-procore"> {
  return async ({ companyId, projectId }) => {
    if (!(await connectionInUse(parts.db, companyId))) return;
    const records = await recordsToTell(parts.db, companyId, projectId);
    for (const kind of ["subcontract", "purchase_order"] as const) {
      await tellCommitments(parts, records.filter(isOfKind(kind)), kind);
    }
    await tellVendors(
      parts,
      records.filter((record) => record.kind === "vendor"),
    );
    for (const record of records.filter(({ kind }) => kind === "requisition")) {
      await tellRequisition(parts, record);
    }
  };
}

const isOfKind = (kind: CommitmentKind) => (record: SyncRecord) =>
  record.kind === "commitment" && commitmentOf(record).kind === kind;

async function tellCommitments(
  parts: SyncParts,
  records: SyncRecord[],
  kind: CommitmentKind,
): Promise<void> {
  const [first] = records;
  if (!first?.projectId) return;
  const told = await tellOrigins(
    parts.procore,
    { companyId: first.companyId, projectId: first.projectId, kind },
    records.map(originOf),
  );
  await note(parts, records, told);
}

async function tellVendors(parts: SyncParts, records: SyncRecord[]): Promise<void> {
  const [first] = records;
  if (!first) return;
  const told = await tellOrigins(
    parts.procore,
    { companyId: first.companyId, kind: "vendor" },
    records.map(originOf),
  );
  await note(parts, records, told);
}

async function tellRequisition(parts: SyncParts, record: SyncRecord): Promise<void> {
  const { companyId, projectId, commitmentId, procoreId } = record;
  if (!projectId || !commitmentId) return;
  const where = { companyId, projectId, commitmentId };
  const outcome = await tellRequisitionOrigin(parts.procore, where, originOf(record)).catch(
    (error: unknown) => {
      if (error instanceof RemoteError && !error.retryable) {
        return { reason: error.reason, isFinal: false };
      }
      throw error;
    },
  );
  const told =
    outcome === "told"
      ? { told: [procoreId], refused: [] }
      : { told: [], refused: [{ id: procoreId, ...outcome }] };
  await note(parts, [record], told);
}

/** An origin_id is unique among all integrations of a company, so it says whose it is. */
function originOf(record: SyncRecord): Origin {
  const reference = referenceOf(record);
  return {
    id: record.procoreId,
    reference,
    originId: `${reference}-${record.erpId}`,
    ...(record.erpNumber && { originCode: record.erpNumber }),
  };
}

const NOT_SET = "Procore's banner was not set: ";

/**
 * The record is in the ERP all the same; the panel says why Procore's banner stays gray. What may
 * yet be allowed is tried again with each poll.
 */
async function note(
  { db }: SyncParts,
  records: SyncRecord[],
  { told, refused }: OriginsTold,
): Promise<void> {
  const [first] = records;
  if (!first) return;
  const now = records.filter(({ procoreId }) => told.includes(procoreId));
  const idsOf = (of: SyncRecord[]) => ({
    companyId: first.companyId,
    recordIds: of.map(({ recordId }) => recordId),
  });
  await updateRecords(db, idsOf(now), { toldAt: new Date() });
  await updateRecords(db, idsOf(now.filter(({ waiting }) => waiting?.startsWith(NOT_SET))), {
    waiting: null,
  });
  for (const { id, reason, isFinal } of refused) {
    const record = records.find(({ procoreId }) => procoreId === id);
    if (record) {
      await updateRecord(db, record, {
        ...(isFinal && { toldAt: new Date() }),
        waiting: `${NOT_SET}${reason}`,
      });
    }
  }
}
