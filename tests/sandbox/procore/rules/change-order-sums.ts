import { Decimal } from "decimal.js";
import type { ChangeOrder, ChangeOrderStatus } from "../change-orders.ts";
import type { ProcoreState } from "../state.ts";

/**
 * What Procore's support pages say each status counts as in a contract's totals. Those left out
 * (no charge, rejected, void) count nowhere.
 */
const COUNTS_AS: Partial<Record<ChangeOrderStatus, keyof ChangeSums>> = {
  approved: "approved",
  draft: "draft",
  pending: "pending",
  revised: "pending",
  pricing: "pending",
  not_pricing: "pending",
  proceeding: "pending",
  not_proceeding: "pending",
  pending_billable: "pending",
};

export interface ChangeSums {
  approved: Decimal;
  pending: Decimal;
  draft: Decimal;
}

/** A contract's change orders by status, in decimals. */
export function changeSums(state: ProcoreState, contractId: string): ChangeSums {
  const sums = { approved: new Decimal(0), pending: new Decimal(0), draft: new Decimal(0) };
  for (const order of changeOrdersOf(state, contractId)) {
    const name = COUNTS_AS[order.status];
    if (name) sums[name] = sums[name].plus(changeTotal(order));
  }
  return sums;
}

export function changeTotal({ lines }: Pick<ChangeOrder, "lines">): Decimal {
  return lines.reduce((total, { amount }) => total.plus(amount), new Decimal(0));
}

export function changeOrdersOf(state: ProcoreState, contractId: string): ChangeOrder[] {
  return [...state.changeOrders.values()].filter(
    (order) => order.contractId === contractId && order.deletedAt === null,
  );
}
