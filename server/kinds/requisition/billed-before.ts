import { Decimal } from "decimal.js";
import type { RequisitionItem } from "../../procore/requisitions.ts";

/**
 * What was billed before each item on the order's line that it bills, by the id of the item: on
 * earlier invoices, and by the items of this one that come first. Without those of a line of which
 * Procore does not say it.
 */
export function billedBefore(
  items: RequisitionItem[],
  lineOf: (item: RequisitionItem) => string | undefined,
): Map<string, string> {
  const before = new Map<string, string>();
  for (const [line, billing] of Map.groupBy(items, lineOf)) {
    if (line === undefined || billing.some((item) => item.billedBefore === undefined)) continue;
    let billed = billing.reduce((sum, item) => sum.plus(item.billedBefore ?? 0), new Decimal(0));
    for (const { id, amount } of billing) {
      before.set(id, billed.toFixed(2));
      billed = billed.plus(amount);
    }
  }
  return before;
}
