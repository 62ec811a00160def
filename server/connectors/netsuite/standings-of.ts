import { Decimal } from "decimal.js";
import { z } from "zod";
import type { BillOnOrder, Known, Standing } from "../connector.ts";
import { billsOn } from "./bills-on.ts";
import type { Currencies } from "./currencies.ts";
import { lineRemark } from "./line-remark.ts";
import { ofOneMoment } from "./one-moment.ts";
import { placeholders, type Query, type SuiteQl } from "./suiteql.ts";

const text = z.string().nullish();
const Row = z.object({
  id: z.string(),
  number: text,
  type: text,
  status: text,
  currency: text,
  vendor: text,
  hold: text,
  line: text,
  item: text,
  description: text,
  amount: text,
  ordered: text,
});
type Row = z.output<typeof Row>;

const NOT_SHOWN = "unknown";

/** A row a line: a transaction's own total includes tax. The sign of lines depends on the type. */
const query = (ids: string[]): Query<Row> => ({
  row: Row,
  params: ids,
  optional: ["currency", "paymenthold", "createdfrom"],
  sql: (has) => `
    select t.id as id, t.tranid as number, t.type as type, t.status as status, t.entity as vendor,
           ${has("currency") ? "t.currency" : "''"} as currency,
           ${has("paymenthold") ? "t.paymenthold" : "'F'"} as hold,
           l.id as line, l.item as item, l.memo as description, l.foreignamount as amount,
           ${has("createdfrom") ? "l.createdfrom" : `'${NOT_SHOWN}'`} as ordered
    from transaction t
      left join transactionline l on l.transaction = t.id and l.mainline = 'F' and l.taxline = 'F'
    where t.id in (${placeholders(ids)})
    order by t.id, l.id`,
});

export async function standingsOf(
  suiteql: SuiteQl,
  { naming }: Pick<Currencies, "naming">,
  written: Pick<Known, "id" | "written">[],
): Promise<Standing[]> {
  const ids = written.map(({ id }) => id);
  const rows = await ofOneMoment(suiteql, ids, query);
  const nameOf = await naming(rows.map(({ currency }) => currency));
  const byId = Map.groupBy(rows, ({ id }) => id);
  const orders = ids.filter((id) => byId.get(id)?.[0]?.type === "PurchOrd");
  const billed =
    orders.length > 0 ? await billsOn(suiteql, orders) : new Map<string, BillOnOrder[]>();
  return written.flatMap(({ id, written: ours }) => {
    const [head, ...more] = byId.get(id) ?? [];
    if (!head) return [];
    const { number, type, status, currency, vendor, hold } = head;
    const lines = [head, ...more].filter(({ line }) => line !== null && line !== undefined);
    const total = lines.reduce((sum, { amount }) => sum.plus(amount || 0), new Decimal(0));
    const sign = total.isNegative() ? -1 : 1;
    return {
      id,
      number: number ?? undefined,
      total: total.abs().toFixed(2),
      currency: nameOf(currency),
      vendorId: vendor ?? undefined,
      state: STATES[`${type}:${status}`] ?? (hold === "T" ? "on_hold" : "open"),
      remark: lineRemark(
        ours,
        number ?? id,
        lines.map((line) => readLine(line, sign)),
      ),
      bills: type === "PurchOrd" ? (billed.get(id) ?? []) : undefined,
    };
  });
}

function readLine({ line, item, description, amount, ordered }: Row, sign: number) {
  return {
    line: line ?? "",
    item,
    description,
    amount: new Decimal(amount || 0).times(sign).toFixed(),
    orderDoc: ordered === NOT_SHOWN ? undefined : (ordered ?? null),
  };
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
