import { Decimal } from "decimal.js";
import { z } from "zod";
import type { Standing } from "../connector.ts";
import type { Currencies } from "./currencies.ts";
import { placeholders, type SuiteQl } from "./suiteql.ts";

const Row = z.object({
  id: z.string(),
  number: z.string().nullish(),
  type: z.string().nullish(),
  status: z.string().nullish(),
  currency: z.string().nullish(),
  total: z.string().nullish(),
  hold: z.string().nullish(),
});

/** Lines are added up: a transaction's own total includes tax. Their sign depends on its type. */
export async function standingsOf(
  suiteql: SuiteQl,
  { naming }: Pick<Currencies, "naming">,
  ids: string[],
): Promise<Standing[]> {
  if (ids.length === 0) return [];
  const rows = await suiteql.all({
    row: Row,
    params: ids,
    optional: ["currency", "paymenthold"],
    sql: (has) => `
      select t.id as id, t.tranid as number, t.type as type, t.status as status,
             ${has("currency") ? "max(t.currency)" : "''"} as currency,
             ${has("paymenthold") ? "max(t.paymenthold)" : "'F'"} as hold, sum(l.foreignamount) as total
      from transaction t
        left join transactionline l on l.transaction = t.id and l.mainline = 'F' and l.taxline = 'F'
      where t.id in (${placeholders(ids)})
      group by t.id, t.tranid, t.type, t.status
      order by t.id`,
  });
  const nameOf = await naming(rows.map(({ currency }) => currency));
  return rows.map(({ id, number, type, status, currency, total, hold }) => ({
    id,
    number: number ?? undefined,
    total: new Decimal(total || 0).abs().toFixed(2),
    currency: nameOf(currency),
    state: STATES[`${type}:${status}`] ?? (hold === "T" ? "on_hold" : "open"),
  }));
}

/** Source: NetSuite help, "Transaction Status Filter Values"; what is not named is open. */
const STATES: Record<string, Standing["state"]> = {
  "PurchOrd:A": "pending_approval",
  "PurchOrd:C": "rejected",
  "PurchOrd:H": "closed",
  "VendBill:C": "rejected",
  "VendBill:D": "pending_approval",
  "VendBill:E": "rejected",
};
