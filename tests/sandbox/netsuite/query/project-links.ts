import { text, type Account, type NsRecord } from "../account.ts";
import { itemized } from "../rules/amounts.ts";
import { isPosted } from "../rules/payment-state.ts";
import type { Row, TableRow } from "./cells.ts";
import { kindOf } from "./project-transaction.ts";

interface Link {
  previous: NsRecord;
  previousLine: number | string;
  next: NsRecord;
  nextLine: number;
  amount: string;
  type: string;
}

/**
 * Line pairs: bill to payment, credit, prepayment or journal (what it was discounted shows in none),
 * order to bill (twice, once as receipt), order to receipt, reversing journal to the payment it
 * voids.
 */
export function linkRows(account: Account, record: NsRecord): TableRow[] {
  return links(account, record).flatMap(
    ({ previous, previousLine, next, nextLine, amount, type }) => {
      const row: Row = {
        previousdoc: previous.id,
        previousline: String(previousLine),
        previoustype: kindOf(previous).type,
        nextdoc: next.id,
        nextline: String(nextLine),
        nexttype: kindOf(next).type,
        linktype: type,
        foreignamount: amount,
      };
      return [
        { table: "nexttransactionlinelink", row },
        { table: "previoustransactionlinelink", row },
      ];
    },
  );
}

function links(account: Account, record: NsRecord): Link[] {
  if (record.lines.apply) {
    const showsAmount = isPosted(record) || account.options.unpostedLinks === "amount";
    return record.lines.apply.flatMap((line, index) => {
      const bill = account.transaction(text(line, "doc"));
      if (!bill) return [];
      return [
        {
          previous: bill,
          previousLine: 0,
          next: record,
          nextLine: index + 1,
          amount: showsAmount ? text(line, "amount") : "0.00",
          type: "Payment",
        },
      ];
    });
  }
  if (record.type === "journalEntry") {
    return (record.lines.line ?? []).flatMap((line) => {
      const payment = account.transaction(text(line, "doc"));
      if (!payment) return [];
      return [
        {
          previous: record,
          previousLine: line.line,
          next: payment,
          nextLine: 1,
          amount: text(line, "credit"),
          type: "Payment",
        },
      ];
    });
  }
  return itemized(record).flatMap((line) => {
    const order = account.transaction(text(line, "orderDoc"));
    if (!order) return [];
    const link = {
      previous: order,
      previousLine: text(line, "orderLine"),
      next: record,
      nextLine: line.line,
      amount: text(line, "amount"),
    };
    const receipt = { ...link, type: "ShipRcpt" };
    return record.type === "itemReceipt" ? [receipt] : [{ ...link, type: "OrdBill" }, receipt];
  });
}
