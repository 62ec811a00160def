import { updateRequisitionItems } from "../../acts/requisitions.ts";
import type { InvoiceChange, RequisitionItemKind } from "../../records.ts";
import { itemsOf } from "../../rules/requisition-items.ts";
import { itemSums, type ItemSums } from "../../rules/requisition-sums.ts";
import type { ProcoreState } from "../../state.ts";
import { ok, pathId, requiredQuery, type Call, type Endpoint } from "../call.ts";
import { page } from "../pages.ts";
import { notFound } from "../refusal.ts";
import {
  changeOrderItem,
  contractDetailItem,
  contractItem,
  detailItem,
} from "../shapes/requisition-item.ts";
import { wireId } from "../wire.ts";
import { requisitionOf } from "./requisitions.ts";

const BASE = "/rest/v1.0/requisitions/{requisition_id}";

/** The lines of a subcontractor invoice: each kind by itself, and all of them in `detail`. */
export const requisitionItemEndpoints: Endpoint[] = [
  ...ofKind("contract_item", contractItem),
  ...ofKind("contract_detail_item", contractDetailItem),
  ...ofKind("change_order_item", changeOrderItem),
  {
    method: "GET",
    path: `${BASE}/detail`,
    answer: (call) => ok(itemSums(call.state, opened(call, "Read Only")).map(detailItem)),
  },
  {
    method: "GET",
    path: `${BASE}/change_histories`,
    answer: (call) => {
      const { id } = opened(call, "Read Only");
      const mine = call.state.invoiceChanges.filter(({ requisitionId }) => requisitionId === id);
      return ok(mine.map((change) => changeShape(call.state, change)));
    },
  },
  {
    method: "PATCH",
    path: `${BASE}/bulk_item_update`,
    answer: (call) => {
      updateRequisitionItems(call.state, {
        id: opened(call, "Admin").id,
        items: itemsOf(call.body.requisition_items),
        by: call.by,
      });
      return ok({});
    },
  },
];

function ofKind(
  kind: RequisitionItemKind,
  shape: (state: ProcoreState, sums: ItemSums) => Record<string, unknown>,
): Endpoint[] {
  const rows = (call: Call) =>
    itemSums(call.state, opened(call, "Read Only")).filter((sums) => sums.kind === kind);
  return [
    {
      method: "GET",
      path: `${BASE}/${kind}s`,
      answer: (call) => page(call, rows(call), (sums) => shape(call.state, sums)),
    },
    {
      method: "GET",
      path: `${BASE}/${kind}s/{id}`,
      answer: (call) => {
        const sums = rows(call).find(({ item }) => item.id === pathId(call));
        if (!sums) throw notFound();
        return ok(shape(call.state, sums));
      },
    },
  ];
}

function opened(call: Call, level: "Read Only" | "Admin") {
  return requisitionOf(
    call,
    requiredQuery(call, "project_id"),
    level,
    pathId(call, "requisition_id"),
  );
}

function changeShape(state: ProcoreState, change: InvoiceChange) {
  const user = state.users.get(change.actionById);
  return {
    id: wireId(change.id),
    column: change.column,
    old_value: change.oldValue,
    new_value: change.newValue,
    action_by: user ? `${user.firstName} ${user.lastName}` : null,
    action_by_id: wireId(change.actionById),
    created_at: change.createdAt,
    ref_id: wireId(change.refId),
    ref_type: change.refType,
  };
}
