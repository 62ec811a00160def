import type { Author } from "../access.ts";
import type { ChangeOrder } from "../change-orders.ts";
import type { Fields } from "../rest/call.ts";
import { notFound } from "../rest/refusal.ts";
import { applyChangeOrderFields } from "../rules/change-order-fields.ts";
import { changeRecord } from "../rules/change-record.ts";
import { isChangeOrderLocked, lockedChangeOrder, refuseLockedChangeOrder } from "../rules/locks.ts";
import { nextId, now, type ProcoreState } from "../state.ts";
import { announce } from "../webhooks/announce.ts";
import type { EventType } from "../webhooks/records.ts";
import { authorOf, type Done } from "./author.ts";
import { announceCommitment, findCommitment } from "./commitments.ts";
import { newChangeOrderLine } from "./put-change-order-line.ts";

export interface NewChangeOrder extends Done {
  commitmentId: string;
  /** By Procore's attribute names. */
  fields?: Fields;
  lines?: Fields[];
}

export function createChangeOrder(
  state: ProcoreState,
  { commitmentId, fields = {}, lines = [], by }: NewChangeOrder,
): ChangeOrder {
  const commitment = findCommitment(state, commitmentId);
  const { companyId, projectId } = commitment;
  const author = authorOf(state, by, companyId);
  const zone = state.companies.get(companyId)?.zone;
  const at = now(state).toISOString();
  const count = [...state.changeOrders.values()].filter(
    ({ contractId }) => contractId === commitmentId,
  ).length;
  const order: ChangeOrder = {
    id: nextId(state, zone),
    packageId: nextId(state, zone),
    companyId,
    projectId,
    contractId: commitmentId,
    batchId: null,
    number: String(count + 1).padStart(3, "0"),
    title: "",
    description: "",
    status: "draft",
    revision: 0,
    executed: false,
    private: false,
    paid: false,
    fieldChange: false,
    signatureRequired: false,
    reference: null,
    scheduleImpactAmount: null,
    dates: {},
    lines: [],
    createdById: author.userId,
    reviewedById: null,
    reviewedAt: null,
    originId: null,
    originCode: null,
    originData: null,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  };
  applyChangeOrderFields(state, order, fields);
  review(order, "draft", author, at);
  for (const line of lines) order.lines.push(newChangeOrderLine(state, order, line));
  state.changeOrders.set(order.id, order);
  announceChangeOrder(state, order, "create", author);
  return order;
}

export function updateChangeOrder(
  state: ProcoreState,
  { id, fields, by }: { id: string; fields: Fields } & Done,
): ChangeOrder {
  const order = findChangeOrder(state, id);
  const author = authorOf(state, by, order.companyId);
  const at = now(state);
  const isChanged = changeRecord(order, at, (draft) => {
    applyChangeOrderFields(state, draft, fields);
    refuseLockedChangeOrder(state, order, draft);
    review(draft, order.status, author, at.toISOString());
  });
  if (isChanged) announceChangeOrder(state, order, "update", author);
  return order;
}

export function setChangeOrderStatus(
  state: ProcoreState,
  { id, status, by }: { id: string; status: string } & Done,
): ChangeOrder {
  return updateChangeOrder(state, { id, fields: { status }, by });
}

export function deleteChangeOrder(
  state: ProcoreState,
  { id, by }: { id: string } & Done,
): ChangeOrder {
  const order = findChangeOrder(state, id);
  if (isChangeOrderLocked(state, order)) throw lockedChangeOrder("record");
  order.deletedAt = now(state).toISOString();
  order.updatedAt = order.deletedAt;
  announceChangeOrder(state, order, "delete", authorOf(state, by, order.companyId));
  return order;
}

export function findChangeOrder(state: ProcoreState, id: string): ChangeOrder {
  const order = state.changeOrders.get(id);
  if (!order || order.deletedAt !== null) throw notFound();
  return order;
}

/**
 * Told of as a change order package, the one name for it in Procore's list of webhooks. Whether the
 * contract counts as changed too is not documented: `changeOrdersTouchCommitments` says.
 */
export function announceChangeOrder(
  state: ProcoreState,
  { packageId, companyId, projectId, contractId }: ChangeOrder,
  eventType: EventType,
  by: Author,
): void {
  announce(state, {
    companyId,
    projectId,
    resourceName: "Change Order Packages",
    resourceId: packageId,
    eventType,
    by,
  });
  const commitment = state.commitments.get(contractId);
  if (!commitment || !state.changeOrdersTouchCommitments) return;
  commitment.updatedAt = now(state).toISOString();
  announceCommitment(state, commitment, "update", by);
}

/** Who decided, and when. */
function review(
  order: ChangeOrder,
  before: ChangeOrder["status"],
  { userId }: Author,
  at: string,
): void {
  if (order.status === before || !["approved", "rejected"].includes(order.status)) return;
  order.reviewedById = userId;
  order.reviewedAt = at;
}
