import type { Decimal } from "decimal.js";
import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { decimal, linesMadeFrom, sum } from "./amounts.ts";

/** How far one line of an order has come: in quantities, or, for what has none, in money. */
export interface Count {
  ordered: Decimal;
  billed: Decimal;
  /** What needs no receipt counts as received. */
  received: Decimal;
  /** What an order shows as received: what needs no receipt came in with its bill. */
  shownAsReceived: Decimal;
  /** What is open for bills now. */
  billable: Decimal;
  /** No bill may take more than what is open for it. */
  needsReceipt: boolean;
  /** What a receipt may take now. */
  receivable: Decimal;
}

/**
 * Items are counted by quantity, whatever the bills' amounts; expense lines have no quantity and
 * are counted by amount. Source: the corrections to the reference, "orders are counted by quantity".
 *
 * With Advanced Receiving, what can be received has to be received before it is billed, unless the
 * preference "Bill in Advance of Receipt" is on. Without it, a bill is its own receipt. Source:
 * NetSuite help, "Billing a Purchase Order With Advanced Receiving" and "Advanced Billing and
 * Advanced Shipping" (the box "Can be Fulfilled/Received" of an item).
 */
export function countOf(account: Account, order: NsRecord, line: Line, except?: string): Count {
  const measure = line.fields.item ? "quantity" : "amount";
  const isCounted = ({ fields: { approvalStatus } }: NsRecord) =>
    account.options.unapprovedBills === "counted" ||
    approvalStatus === undefined ||
    approvalStatus === "2";
  const made = (type: "vendorBill" | "itemReceipt") =>
    sum(
      linesMadeFrom(account, type, {
        order: order.id,
        line: line.line,
        isCounted,
        ...(except && { except }),
      }).map((one) => text(one, measure)),
    );
  const ordered = decimal(text(line, measure));
  const billed = made("vendorBill");
  const receipts = made("itemReceipt");
  const { advancedReceiving, billInAdvanceOfReceipt } = account.options;
  const isReceived = advancedReceiving && canBeReceived(account, line);
  const needsReceipt = isReceived && !billInAdvanceOfReceipt;
  return {
    ordered,
    billed,
    received: isReceived ? receipts : ordered,
    shownAsReceived: isReceived ? receipts : billed,
    billable: (needsReceipt ? receipts : ordered).minus(billed),
    needsReceipt,
    receivable: isReceived ? ordered.minus(receipts) : decimal("0"),
  };
}

/** As much as that, in either direction: a line of an order may be negative. */
export const reaches = (done: Decimal, ordered: Decimal) =>
  ordered.isNegative() ? done.lte(ordered) : done.gte(ordered);

function canBeReceived(account: Account, line: Line): boolean {
  const item = account.get("item", text(line, "item"));
  return item === undefined || item.fields.isFulfillable !== false;
}
