import { Decimal } from "decimal.js";
import { parseCommitment } from "../kinds/commitment/snapshot.ts";
import type { CommitmentSnapshot } from "../kinds/commitment/snapshot.ts";
import { isApprovedChange, isPendingChange } from "../procore/change-orders.ts";
import type { SyncRecord } from "../store/records.ts";
import type { ChangeOrder } from "./contract.ts";

/** By number, as the contract's own page lists them. */
export function changeOrdersOf(
  { changeOrders }: CommitmentSnapshot,
  { erpId, sent }: Pick<SyncRecord, "erpId" | "sent">,
): ChangeOrder[] {
  const there = erpId === null || sent === null ? [] : parseCommitment(sent).changeOrders;
  const inErp = new Map(
    there.filter(isApprovedChange).map((order) => [order.id, new Decimal(order.total)]),
  );
  return changeOrders.map((order) => ({
    id: order.id,
    number: order.number,
    title: order.title,
    status: order.status,
    amount: new Decimal(order.total).toFixed(2),
    state: isApprovedChange(order) ? "counted" : isPendingChange(order) ? "waiting" : "out",
    isInErp: inErp.get(order.id)?.equals(order.total) ?? false,
  }));
}
