import { Decimal } from "decimal.js";
import type { Author } from "../access.ts";
import type { Requisition, RequisitionStatus } from "../records.ts";
import type { Fields } from "../rest/call.ts";
import { invalid, notFound, Refusal } from "../rest/refusal.ts";
import { billableLines } from "../rules/billed-lines.ts";
import { changeRecord } from "../rules/change-record.ts";
import { INVOICE_LOCKED, refuseLockedInvoice, refuseSupersededInvoice } from "../rules/locks.ts";
import { applyRequisitionFields } from "../rules/requisition-fields.ts";
import { emptyItem, putRequisitionItem } from "../rules/requisition-items.ts";
import { requisitionsOf } from "../rules/requisition-sums.ts";
import { nextId, now, type ProcoreState } from "../state.ts";
import { announce } from "../webhooks/announce.ts";
import type { EventType } from "../webhooks/records.ts";
import { authorOf, type Done } from "./author.ts";
import { findCommitment } from "./commitments.ts";
import { noteInvoiceChange } from "./note-invoice-change.ts";

export interface NewRequisition extends Done {
  commitmentId: string;
  /** By Procore's attribute names, `items` among them. */
  fields?: Fields;
  /** Bills this share of each line when no items are given. */
  percent?: string;
}

export function createRequisition(
  state: ProcoreState,
  { commitmentId, fields = {}, percent = "10", by }: NewRequisition,
): Requisition {
  const commitment = findCommitment(state, commitmentId);
  const author = authorOf(state, by, commitment.companyId);
  const zone = state.companies.get(commitment.companyId)?.zone;
  const earlier = requisitionsOf(state, commitmentId);
  const number = (earlier.at(-1)?.number ?? 0) + 1;
  const period = [...state.billingPeriods.values()]
    .filter(({ projectId }) => projectId === commitment.projectId)
    .find(({ status }) => status === "open");
  const at = now(state).toISOString();
  const requisition: Requisition = {
    id: nextId(state, zone),
    companyId: commitment.companyId,
    projectId: commitment.projectId,
    commitmentId,
    number,
    invoiceNumber: `${commitment.number.slice(-3)}-${String(number).padStart(2, "0")}`,
    periodId: period?.id ?? null,
    requisitionStart: period?.startDate ?? at.slice(0, 10),
    requisitionEnd: period?.endDate ?? at.slice(0, 10),
    billingDate: period?.endDate ?? at.slice(0, 10),
    dueDate: null,
    status: "draft",
    final: false,
    paymentDate: null,
    submittedAt: null,
    createdById: author.userId,
    items: billableLines(state, commitment).map((billed) => {
      const share = new Decimal("items" in fields ? 0 : percent).div(100);
      const work = share.times(billed.line.amount);
      const isUnit = commitment.accountingMethod === "unit";
      return {
        ...emptyItem(nextId(state, zone), billed),
        workCompletedThisPeriod: work.toFixed(2),
        quantityThisPeriod: isUnit ? share.times(billed.line.quantity).toFixed(4) : "0.0",
        workRetainageThisPeriod: work.times(commitment.retainagePercent).div(100).toFixed(2),
      };
    }),
    attachments: [],
    originId: null,
    originData: null,
    createdAt: at,
    updatedAt: at,
  };
  applyRequisitionFields(state, commitment, requisition, fields);
  state.requisitions.set(requisition.id, requisition);
  tell(state, requisition, "create", author);
  return requisition;
}

export function updateRequisition(
  state: ProcoreState,
  { id, fields, by }: { id: string; fields: Fields } & Done,
): Requisition {
  const requisition = findRequisition(state, id);
  const commitment = findCommitment(state, requisition.commitmentId);
  return change(state, requisition, by, (draft) =>
    applyRequisitionFields(state, commitment, draft, fields),
  );
}

export function updateRequisitionItems(
  state: ProcoreState,
  { id, items, by }: { id: string; items: Fields[] } & Done,
): Requisition {
  const requisition = findRequisition(state, id);
  const commitment = findCommitment(state, requisition.commitmentId);
  return change(state, requisition, by, (draft) => {
    for (const item of items) putRequisitionItem(state, commitment, draft, item);
  });
}

export function setRequisitionStatus(
  state: ProcoreState,
  { id, status, by }: { id: string; status: RequisitionStatus } & Done,
): Requisition {
  const requisition = findRequisition(state, id);
  const fields: Fields = {
    status,
    ...(requisition.submittedAt === null && status !== "draft"
      ? { submitted_at: now(state).toISOString().slice(0, 10) }
      : {}),
  };
  return updateRequisition(state, { id, fields, by });
}

export function approveRequisition(
  state: ProcoreState,
  { id, by }: { id: string } & Done,
): Requisition {
  return setRequisitionStatus(state, { id, status: "approved", by });
}

/** Only a commitment's latest invoice may go. */
export function deleteRequisition(state: ProcoreState, { id, by }: { id: string } & Done): void {
  const requisition = findRequisition(state, id);
  if (requisition.originId !== null) throw new Refusal(422, [INVOICE_LOCKED]);
  if (requisitionsOf(state, requisition.commitmentId).at(-1)?.id !== id) {
    throw invalid("base", "Only the most recent invoice of a commitment can be deleted");
  }
  state.requisitions.delete(id);
  tell(state, requisition, "delete", authorOf(state, by, requisition.companyId));
}

export function findRequisition(state: ProcoreState, id: string): Requisition {
  const requisition = state.requisitions.get(id);
  if (!requisition) throw notFound();
  return requisition;
}

function change(
  state: ProcoreState,
  requisition: Requisition,
  by: Done["by"],
  edit: (draft: Requisition) => void,
): Requisition {
  const author = authorOf(state, by, requisition.companyId);
  const before = structuredClone(requisition);
  const isChanged = changeRecord(requisition, now(state), (draft) => {
    edit(draft);
    refuseLockedInvoice(requisition, draft);
    refuseSupersededInvoice(state, requisition, draft);
  });
  if (!isChanged) return requisition;
  noteInvoiceChange(state, { before, after: requisition, by: author });
  tell(state, requisition, "update", author);
  return requisition;
}

function tell(
  state: ProcoreState,
  { id, companyId, projectId }: Requisition,
  eventType: EventType,
  by: Author,
): void {
  announce(state, {
    companyId,
    projectId,
    resourceName: "Requisitions",
    resourceId: id,
    eventType,
    by,
  });
}
