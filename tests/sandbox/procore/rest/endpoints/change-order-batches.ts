import {
  createBatch,
  deleteBatch,
  findBatch,
  ordersIn,
  updateBatch,
} from "../../acts/change-order-batches.ts";
import type { ChangeOrderBatch } from "../../change-orders.ts";
import { readReference } from "../../rules/read-field.ts";
import { created, noContent, ok, pathId, wrapped, type Call, type Endpoint } from "../call.ts";
import { byId, filtered, within } from "../filters.ts";
import { page } from "../pages.ts";
import { openProjectTool } from "../reach.ts";
import { malformed, notFound } from "../refusal.ts";
import { batchRow, batchShow } from "../shapes/change-order.ts";
import { isContractSeen } from "./change-orders.ts";
import { contractOf } from "./contracts.ts";

const BASE = "/rest/v1.0/projects/{project_id}/commitment_change_order_batches";

/** Change orders that are decided together. */
export const changeOrderBatchEndpoints: Endpoint[] = [
  { method: "GET", path: BASE, answer: list },
  { method: "POST", path: BASE, answer: create },
  {
    method: "GET",
    path: `${BASE}/{id}`,
    answer: (call) => ok(batchShow(call.state, batchOf(call, "Read Only"))),
  },
  {
    method: "PATCH",
    path: `${BASE}/{id}`,
    answer: (call) => {
      const { id } = batchOf(call, "Admin");
      const fields = wrapped(call, "change_order_batch");
      return ok(batchShow(call.state, updateBatch(call.state, { id, fields, by: call.by })));
    },
  },
  {
    method: "DELETE",
    path: `${BASE}/{id}`,
    answer: (call) => {
      deleteBatch(call.state, { id: batchOf(call, "Admin").id, by: call.by });
      return noContent();
    },
  },
];

function batchOf(call: Call, level: "Read Only" | "Admin"): ChangeOrderBatch {
  const project = openProjectTool(call, pathId(call, "project_id"), "Commitments", level);
  const batch = findBatch(call.state, pathId(call));
  if (batch.projectId !== project.id || !isContractSeen(call, batch)) throw notFound();
  return batch;
}

function list(call: Call) {
  const project = openProjectTool(call, pathId(call, "project_id"), "Commitments", "Read Only");
  const mine = [...call.state.changeOrderBatches.values()].filter(
    (batch) => batch.projectId === project.id && isContractSeen(call, batch),
  );
  const rows = filtered(call, mine, {
    ...byId,
    updated_at: ({ updatedAt }, values) => within(updatedAt, values),
    contract_id: ({ contractId }, values) => values.includes(contractId),
    change_order_id: ({ id }, values) =>
      ordersIn(call.state, id).some((order) => values.includes(order.id)),
  });
  return page(call, rows, (batch) => batchRow(call.state, batch));
}

function create(call: Call) {
  const fields = wrapped(call, "change_order_batch");
  const contractId = readReference(fields, "contract_id");
  if (!contractId) throw malformed("contract_id", "param is missing or the value is empty");
  const { id: commitmentId } = contractOf(call, {
    projectId: pathId(call, "project_id"),
    id: contractId,
    level: "Admin",
  });
  return created(
    batchShow(call.state, createBatch(call.state, { commitmentId, fields, by: call.by })),
  );
}
