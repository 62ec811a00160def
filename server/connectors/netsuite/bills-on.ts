import { Decimal } from "decimal.js";
import { z } from "zod";
import type { BillOnOrder } from "../connector.ts";
import { placeholders, type SuiteQl } from "./suiteql.ts";

const text = z.string().nullish();
const Row = z.object({
  ordered: z.string(),
  id: z.string(),
  tranid: text,
  externalid: text,
  status: text,
  amount: text,
});

/** Of a bill: they owe nothing (NetSuite help, "Transaction Status Filter Values"). */
export const REJECTED = ["C", "E"];

/** What bills the orders, by order, oldest bill first, whoever entered it. */
export async function billsOn(
  suiteql: SuiteQl,
  orderIds: string[],
): Promise<Map<string, BillOnOrder[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await suiteql.all({
    row: Row,
    params: orderIds,
    optional: ["createdfrom"],
    sql: (has) =>
      has("createdfrom")
        ? `
      select l.createdfrom as ordered, b.id, b.tranid, b.externalid, b.status, sum(l.foreignamount) as amount
      from transaction b
        join transactionline l on l.transaction = b.id and l.mainline = 'F' and l.taxline = 'F'
      where b.type = 'VendBill' and l.createdfrom in (${placeholders(orderIds)})
      group by l.createdfrom, b.id, b.tranid, b.externalid, b.status
      order by l.createdfrom, b.id`
        : `
      select t.id as ordered, t.id from transaction t
      where t.id in (${placeholders(orderIds)}) and t.id is null order by t.id`,
  });
  const there = rows.filter(({ status }) => !REJECTED.includes(status ?? ""));
  const byOrder = Map.groupBy(there, ({ ordered }) => ordered);
  return new Map(
    [...byOrder].map(([order, bills]) => [
      order,
      bills.map(({ id, tranid, externalid, amount }) => ({
        id,
        number: tranid ?? undefined,
        reference: externalid ?? undefined,
        amount: new Decimal(amount || 0).toFixed(2),
      })),
    ]),
  );
}
