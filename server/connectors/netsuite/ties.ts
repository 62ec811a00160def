import { Decimal } from "decimal.js";
import { z } from "zod";
import { ofOneMoment } from "./one-moment.ts";
import { placeholders, type SuiteQl } from "./suiteql.ts";

const Row = z.object({
  bill: z.string(),
  line: z.string(),
  ordered: z.string(),
  orderline: z.string(),
  amount: z.string().nullish(),
});
type Row = z.output<typeof Row>;

/** Lines of bills with the lines of orders that they bill. Source: netsuite reference, `OrdBill`. */
function tiesOf(
  suiteql: SuiteQl,
  side: "nextdoc" | "previousdoc",
  documents: string[],
): Promise<Row[]> {
  return ofOneMoment(suiteql, documents, (ids) => ({
    row: Row,
    params: ids,
    sql: () => `
    select distinct k.nextdoc as bill, k.nextline as line,
           k.previousdoc as ordered, k.previousline as orderline, l.foreignamount as amount
    from nexttransactionlinelink k
      join transactionline l on l.transaction = k.nextdoc and l.id = k.nextline
    where k.linktype = 'OrdBill' and k.${side} in (${placeholders(ids)})
    order by k.nextdoc, k.nextline`,
  }));
}

/** The line of the order by the line of the bill, for each bill. */
export async function orderLinesOf(
  suiteql: SuiteQl,
  bills: string[],
): Promise<Map<string, Map<string, string>>> {
  const byBill = Map.groupBy(await tiesOf(suiteql, "nextdoc", bills), ({ bill }) => bill);
  return new Map(
    [...byBill].map(([bill, ties]) => [
      bill,
      new Map(ties.map(({ line, orderline }) => [line, orderline])),
    ]),
  );
}

/** What was billed of each line of the orders. */
export async function billedOf(
  suiteql: SuiteQl,
  orders: string[],
): Promise<(order: string, line: string) => Decimal> {
  const ties = await tiesOf(suiteql, "previousdoc", orders);
  return (order, line) =>
    ties
      .filter((tie) => tie.ordered === order && tie.orderline === line)
      .reduce((sum, { amount }) => sum.plus(amount || 0), new Decimal(0));
}
