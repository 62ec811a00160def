import { Decimal } from "decimal.js";
import {
  type ChangeOrder as Order,
  isApprovedChange,
  isPendingChange,
} from "../procore/change-orders.ts";
import type { ChangeOrder } from "./contract.ts";

/** By number, as the contract's own page lists them. `sent`: those that the ERP's order carries. */
export function changeOrdersOf(orders: Order[], sent: Order[]): ChangeOrder[] {
  const inErp = new Map(
    sent.filter(isApprovedChange).map(({ id, total }) => [id, new Decimal(total)]),
  );
  return orders.map((order) => ({
    id: order.id,
    number: order.number,
    title: order.title,
    status: order.status,
    amount: new Decimal(order.total).toFixed(2),
    state: isApprovedChange(order) ? "counted" : isPendingChange(order) ? "waiting" : "out",
    isInErp: inErp.get(order.id)?.equals(order.total) ?? false,
  }));
}
