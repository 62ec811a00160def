import type { ChangeOrder, ChangeOrderBatch } from "../change-orders.ts";
import type { Fields } from "../rest/call.ts";
import { malformed, notFound } from "../rest/refusal.ts";
import { readId } from "../rest/wire.ts";
import { applyBatchFields } from "../rules/change-order-fields.ts";
import { changeRecord } from "../rules/change-record.ts";
import { nextId, now, type ProcoreState } from "../state.ts";
import { authorOf, type Done } from "./author.ts";
import { updateChangeOrder } from "./change-orders.ts";
import { findCommitment } from "./commitments.ts";

/** What a batch does to its change orders is told of them; Procore lists no event for a batch. */
export function createBatch(
  state: ProcoreState,
  { commitmentId, fields, by }: { commitmentId: string; fields: Fields } & Done,
): ChangeOrderBatch {
  const { companyId, projectId } = findCommitment(state, commitmentId);
  const at = now(state).toISOString();
  const batch: ChangeOrderBatch = {
    id: nextId(state, state.companies.get(companyId)?.zone),
    companyId,
    projectId,
    contractId: commitmentId,
    number: "",
    title: "",
    description: "",
    status: "draft",
    revision: 0,
    executed: false,
    private: false,
    signatureRequired: false,
    scheduleImpactAmount: null,
    dates: {},
    createdById: authorOf(state, by, companyId).userId,
    createdAt: at,
    updatedAt: at,
  };
  applyBatchFields(batch, fields);
  state.changeOrderBatches.set(batch.id, batch);
  gather(state, batch, fields.change_order_ids, by);
  return batch;
}

export function updateBatch(
  state: ProcoreState,
  { id, fields, by }: { id: string; fields: Fields } & Done,
): ChangeOrderBatch {
  const batch = findBatch(state, id);
  changeRecord(batch, now(state), (draft) => applyBatchFields(draft, fields));
  gather(state, batch, fields.change_order_ids, by);
  for (const order of ordersIn(state, id)) {
    updateChangeOrder(state, { id: order.id, fields: { status: batch.status }, by });
  }
  return batch;
}

/** Its change orders stay, each by itself and as it was decided. */
export function deleteBatch(state: ProcoreState, { id, by }: { id: string } & Done): void {
  findBatch(state, id);
  for (const order of ordersIn(state, id)) {
    updateChangeOrder(state, { id: order.id, fields: { batch_id: null }, by });
  }
  state.changeOrderBatches.delete(id);
}

export function findBatch(state: ProcoreState, id: string): ChangeOrderBatch {
  const batch = state.changeOrderBatches.get(id);
  if (!batch) throw notFound();
  return batch;
}

export function ordersIn(state: ProcoreState, batchId: string): ChangeOrder[] {
  return [...state.changeOrders.values()].filter(
    (order) => order.batchId === batchId && order.deletedAt === null,
  );
}

/** Makes these its change orders, where a list of them was sent. */
function gather(state: ProcoreState, batch: ChangeOrderBatch, sent: unknown, by: Done["by"]): void {
  if (sent === undefined) return;
  const ids = Array.isArray(sent) ? sent.map(readId) : [null];
  if (ids.includes(null)) throw malformed("change_order_ids", "is not a list of ids");
  for (const { id } of ordersIn(state, batch.id)) {
    if (!ids.includes(id)) updateChangeOrder(state, { id, fields: { batch_id: null }, by });
  }
  for (const id of ids) {
    if (id === null || state.changeOrders.get(id)?.batchId === batch.id) continue;
    updateChangeOrder(state, { id, fields: { batch_id: batch.id }, by });
  }
}
