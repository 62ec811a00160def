import { Decimal } from "decimal.js";
import { z } from "zod";
import type { Twin } from "../connector.ts";
import type { BillDocument, CreditDocument, OrderDocument } from "../documents.ts";
import { REJECTED } from "./bills-on.ts";
import type { SuiteQl } from "./suiteql.ts";
import { memoOf, tranIdOf } from "./written-fields.ts";

const text = z.string().nullish();
const Row = z.object({
  id: z.string(),
  tranid: text,
  entity: text,
  externalid: text,
  status: text,
  ordered: text,
  amount: text,
});
type Row = z.output<typeof Row>;

/**
 * By account preference, NetSuite refuses a second bill of the number, warns, or says nothing; of a
 * second bill of one part of an order it never says anything.
 */
export async function findTwins(
  suiteql: SuiteQl,
  bill: BillDocument | CreditDocument,
): Promise<Twin[]> {
  const [own = bill.number] = bill.numbers;
  const numbers = [tranIdOf(bill), tranIdOf({ number: own })];
  const orderId = bill.kind === "bill" ? bill.orderId : "";
  const rows = await suiteql.all({
    row: Row,
    params: [bill.reference, bill.vendorId, ...numbers, orderId],
    optional: ["createdfrom"],
    sql: (has) => {
      const ordered = has("createdfrom") ? "l.createdfrom" : "''";
      return `
      select b.id, b.tranid, b.entity, b.externalid, b.status, ${ordered} as ordered, l.foreignamount as amount
      from transaction b
        left join transactionline l on l.transaction = b.id and l.mainline = 'F' and l.taxline = 'F'
      where b.type = '${bill.kind === "bill" ? "VendBill" : "VendCred"}'
        and (b.externalid is null or b.externalid <> ?)
        and ((b.entity = ? and (lower(b.tranid) = lower(?) or lower(b.tranid) = lower(?))) or ${ordered} = ?)
      order by b.id, l.id`;
    },
  });
  const taken = numbers.map((number) => number.toLowerCase());
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((lines) => {
    const { id, tranid, entity, externalid, status } = lines[0] as Row;
    const tied = lines.filter(({ ordered }) => ordered && ordered === orderId);
    const hasNumber = entity === bill.vendorId && taken.includes((tranid ?? "").toLowerCase());
    if (!hasNumber && (tied.length === 0 || REJECTED.includes(status ?? ""))) return [];
    return {
      id,
      number: tranid ?? undefined,
      reference: externalid ?? undefined,
      total: sumOf(lines).abs().toFixed(2),
      ...(!hasNumber && { ofOrder: sumOf(tied).toFixed(2) }),
    };
  });
}

const StrayedRow = Row.pick({ id: true, tranid: true, externalid: true });

/** An import that has an External ID column sets it anew, also to nothing. */
export async function findStrayed(
  suiteql: SuiteQl,
  order: OrderDocument,
): Promise<Omit<Twin, "ofOrder" | "total">[]> {
  const rows = await suiteql.all({
    row: StrayedRow,
    params: [memoOf(order), order.reference],
    sql: () => `
      select t.id, t.tranid, t.externalid from transaction t
      where t.type = 'PurchOrd' and t.memo = ? and (t.externalid is null or t.externalid <> ?)
      order by t.id`,
  });
  return rows.map(({ id, tranid, externalid }) => ({
    id,
    number: tranid ?? undefined,
    reference: externalid ?? undefined,
  }));
}

const sumOf = (lines: Row[]) =>
  lines.reduce((sum, { amount }) => sum.plus(amount || 0), new Decimal(0));
