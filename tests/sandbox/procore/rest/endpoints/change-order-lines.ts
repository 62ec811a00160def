import {
  addChangeOrderLine,
  deleteChangeOrderLine,
  findChangeOrderLine,
  updateChangeOrderLine,
} from "../../acts/change-order-lines.ts";
import type { ChangeOrder } from "../../change-orders.ts";
import { noContent, ok, pathId, type Call, type Endpoint } from "../call.ts";
import { pageV2 } from "../pages.ts";
import { malformed } from "../refusal.ts";
import { changeOrderLine } from "../shapes/change-order.ts";
import { changeOrderOf } from "./change-orders.ts";

const BASE =
  "/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_change_orders/{order_id}/line_items";

/** Lines of a commitment change order: in v2 alone, and made with 200. */
export const changeOrderLineEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: BASE,
    answer: (call) =>
      pageV2(call, opened(call, "Read Only").lines, (line) => changeOrderLine(call.state, line)),
  },
  {
    method: "POST",
    path: BASE,
    answer: (call) => {
      const { id: changeOrderId } = opened(call, "Admin");
      if (!call.body.wbs_code_id) {
        throw malformed("wbs_code_id", "param is missing or the value is empty");
      }
      const line = addChangeOrderLine(call.state, {
        changeOrderId,
        fields: call.body,
        by: call.by,
      });
      return ok({ data: changeOrderLine(call.state, line) });
    },
  },
  {
    method: "GET",
    path: `${BASE}/{id}`,
    answer: (call) => {
      const line = findChangeOrderLine(opened(call, "Read Only"), pathId(call));
      return ok({ data: changeOrderLine(call.state, line) });
    },
  },
  {
    method: "PATCH",
    path: `${BASE}/{id}`,
    answer: (call) => {
      const line = updateChangeOrderLine(call.state, {
        changeOrderId: opened(call, "Admin").id,
        lineId: pathId(call),
        fields: call.body,
        by: call.by,
      });
      return ok({ data: changeOrderLine(call.state, line) });
    },
  },
  {
    method: "DELETE",
    path: `${BASE}/{id}`,
    answer: (call) => {
      deleteChangeOrderLine(call.state, {
        changeOrderId: opened(call, "Admin").id,
        lineId: pathId(call),
        by: call.by,
      });
      return noContent();
    },
  },
];

function opened(call: Call, level: "Read Only" | "Admin"): ChangeOrder {
  return changeOrderOf(call, level, pathId(call, "order_id"));
}
