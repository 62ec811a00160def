import { Decimal } from "decimal.js";
import { z } from "zod";
import type { Known, SeenLine, Standing } from "../connector.ts";
import { billsOn } from "./bills-on.ts";
import type { Send } from "./client.ts";
import type { Currencies } from "./currencies.ts";
import { lineRemark } from "./line-remark.ts";
import { ofOneMoment } from "./one-moment.ts";
import { type ReadLine, readRecord } from "./read-record.ts";
import type { NetSuiteSettings } from "./settings.ts";
import { placeholders, type Query, type SuiteQl } from "./suiteql.ts";
import { billedOf, orderLinesOf } from "./ties.ts";

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
  isclosed: text,
});
type Row = z.output<typeof Row>;

const ZERO = new Decimal(0);
const NOT_SHOWN = "unknown";

/** A row a line: a transaction's own total includes tax. The sign of lines depends on the type. */
const query = (ids: string[]): Query<Row> => ({
  row: Row,
  params: ids,
  optional: ["currency", "paymenthold", "createdfrom", "isclosed"],
  sql: (has) => `
    select t.id as id, t.tranid as number, t.type as type, t.status as status, t.entity as vendor,
           ${has("currency") ? "t.currency" : "''"} as currency,
           ${has("paymenthold") ? "t.paymenthold" : "'F'"} as hold,
           l.id as line, l.item as item, l.memo as description, l.foreignamount as amount,
           ${has("createdfrom") ? "l.createdfrom" : `'${NOT_SHOWN}'`} as ordered,
           ${has("isclosed") ? "l.isclosed" : "'F'"} as isclosed
    from transaction t
      left join transactionline l on l.transaction = t.id and l.mainline = 'F' and l.taxline = 'F'
    where t.id in (${placeholders(ids)})
    order by t.id, l.id`,
});

interface Asking {
  send: Send;
  suiteql: SuiteQl;
  currencies: Pick<Currencies, "naming">;
  settings: Pick<NetSuiteSettings, "retainageItemId">;
}

export async function standingsOf(
  { send, suiteql, currencies, settings }: Asking,
  written: Pick<Known, "id" | "written">[],
): Promise<Standing[]> {
  const ids = written.map(({ id }) => id);
  const rows = await ofOneMoment(suiteql, ids, query);
  const nameOf = await currencies.naming(rows.map(({ currency }) => currency));
  const byId = Map.groupBy(rows, ({ id }) => id);
  const ofType = (wanted: string) => ids.filter((id) => byId.get(id)?.[0]?.type === wanted);
  const bills = await billsOn(suiteql, ofType("PurchOrd"));
  const orderLines = await orderLinesOf(suiteql, ofType("VendBill"));
  const closed = rows.filter(({ type, isclosed }) => type === "PurchOrd" && isclosed === "T");
  const billed = await billedOf(suiteql, [...new Set(closed.map(({ id }) => id))]);
  const standings: Standing[] = [];
  for (const { id, written: ours } of written) {
    const [head, ...more] = byId.get(id) ?? [];
    if (!head) continue;
    const { number, type, status, currency, vendor, hold } = head;
    const lines = [head, ...more].filter(({ line }) => line !== null && line !== undefined);
    const total = lines.reduce((sum, { amount }) => sum.plus(amount || 0), new Decimal(0));
    const sign = total.isNegative() ? -1 : 1;
    const name = number ?? id;
    const queried = lines.map((line) => readLine(line, sign, orderLines.get(id)));
    const { remark, there } = await heldAgainst(send, head, { ours, name, there: queried });
    const ofOrder = (bills.get(id) ?? []).reduce((sum, { amount }) => sum.plus(amount), ZERO);
    // Closed after its last bill, an order is as done as one that is fully billed.
    const isDone = type === "PurchOrd" && !total.isZero() && ofOrder.gte(total.abs());
    standings.push({
      id,
      number: number ?? undefined,
      total: total.abs().toFixed(2),
      currency: nameOf(currency),
      vendorId: vendor ?? undefined,
      state: isDone ? "open" : (STATES[`${type}:${status}`] ?? (hold === "T" ? "on_hold" : "open")),
      lines: there.map((line) => seenLine(line, settings)),
      remark,
      closedLine: type === "PurchOrd" ? closedLine(lines, name, billed) : undefined,
      bills: type === "PurchOrd" ? (bills.get(id) ?? []) : undefined,
    });
  }
  return standings;
}

/** Whether queries number lines as records do is not documented: the record itself has the word. */
async function heldAgainst(
  send: Send,
  { id, type }: Row,
  { ours, name, there }: { ours: unknown; name: string; there: ReadLine[] },
): Promise<{ remark: string | undefined; there: ReadLine[] }> {
  if (ours === null) return { remark: undefined, there };
  const remark = lineRemark(ours, name, there);
  const kind = KINDS[type ?? ""];
  if (remark === undefined || !kind) return { remark, there };
  const read = await readRecord(send, { kind, reference: name }, id);
  if (!read?.item) return { remark, there };
  // A record leaves out what is empty.
  const items = read.item.items.map((line) => ({ ...line, orderDoc: line.orderDoc ?? null }));
  return { remark: lineRemark(ours, name, items), there: items };
}

function seenLine(
  { line, description, amount, orderDoc, orderLine, item }: ReadLine,
  { retainageItemId }: Asking["settings"],
): SeenLine {
  return {
    line,
    description: description ?? "",
    amount: new Decimal(amount || 0).toFixed(2),
    ...(orderDoc && { bills: [orderDoc, orderLine].filter(Boolean).join("/") }),
    ...(!orderDoc && item && item === retainageItemId && { isRetainage: true }),
  };
}

function readLine(
  { line, item, description, amount, ordered }: Row,
  sign: number,
  orderLines: Map<string, string> | undefined,
): ReadLine {
  return {
    line: line ?? "",
    item,
    description,
    amount: new Decimal(amount || 0).times(sign).toFixed(),
    orderDoc: ordered === NOT_SHOWN ? undefined : (ordered ?? null),
    orderLine: orderLines?.get(line ?? ""),
  };
}

/** NetSuite counts a closed line as done, whatever is left of it. */
function closedLine(
  lines: Row[],
  name: string,
  billed: (order: string, line: string) => Decimal,
): string | undefined {
  for (const { id, line, isclosed, description, amount } of lines) {
    const done = billed(id, line ?? "");
    if (isclosed !== "T" || done.abs().gte(new Decimal(amount || 0).abs())) continue;
    return `line ${line} of ${name} (${description}) is closed in NetSuite, with ${done.toFixed(2)} of ${new Decimal(amount || 0).toFixed(2)} billed: accounting opens it again, or somebody lowers that line of the contract in Procore`;
  }
  return undefined;
}

const KINDS: Record<string, "purchase_order" | "bill" | "credit"> = {
  PurchOrd: "purchase_order",
  VendBill: "bill",
  VendCred: "credit",
};

/** Source: NetSuite help, "Transaction Status Filter Values"; what is not named is open. */
const STATES: Record<string, Standing["state"]> = {
  "PurchOrd:A": "pending_approval",
  "PurchOrd:C": "rejected",
  "PurchOrd:H": "closed",
  "VendBill:C": "rejected",
  "VendBill:D": "pending_approval",
  "VendBill:E": "rejected",
};
