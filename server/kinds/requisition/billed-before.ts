import { Decimal } from "decimal.js";
import type { RequisitionItem } from "../../procore/requisitions.ts";

/** By item id: what earlier invoices and items billed on its order line, if Procore says it. */
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
