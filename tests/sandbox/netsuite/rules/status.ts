import { text, type Account, type NsRecord } from "../account.ts";
import {
  CHECK_STATUS,
  CREDIT_STATUS,
  PREPAYMENT_STATUS,
  SALES_ORDER_STATUS,
} from "../records/other-transaction-schemas.ts";
import { PAYMENT_STATUS } from "../records/payment-schemas.ts";
import { BILL_STATUS, ORDER_STATUS } from "../records/transaction-schemas.ts";
import { applied, due, itemized, total } from "./amounts.ts";
import { type Count, countOf, reaches } from "./order-count.ts";
import { paymentStatus } from "./payment-state.ts";

/** The status letter of a transaction: never stored, always told from what it is linked to. */
export function statusOf(account: Account, record: NsRecord): string {
  if (record.type === "purchaseOrder") return orderStatus(account, record);
  if (record.type === "vendorBill") return billStatus(account, record);
  if (record.type === "vendorPayment") return paymentStatus(record);
  if (record.type === "vendorCredit") {
    return total(record).gt(applied(record)) ? "A" : "B";
  }
  if (record.type === "salesOrder") return text(record, "orderStatus");
  if (record.type === "check") return "Z";
  return "B";
}

export function statusLabel(record: NsRecord, status: string): string {
  switch (record.type) {
    case "purchaseOrder":
      return ORDER_STATUS[status as keyof typeof ORDER_STATUS];
    case "vendorBill":
      return BILL_STATUS[status as keyof typeof BILL_STATUS];
    case "vendorPayment":
      return PAYMENT_STATUS[status as keyof typeof PAYMENT_STATUS];
    case "itemReceipt":
      return "Received";
    case "vendorCredit":
      return CREDIT_STATUS[status as keyof typeof CREDIT_STATUS];
    case "salesOrder":
      return SALES_ORDER_STATUS[status as keyof typeof SALES_ORDER_STATUS];
    case "check":
      return CHECK_STATUS[status as keyof typeof CHECK_STATUS];
    case "vendorPrepayment":
      return PREPAYMENT_STATUS[status as keyof typeof PREPAYMENT_STATUS];
    default:
      return "Approved for Posting";
  }
}

function billStatus(account: Account, bill: NsRecord): string {
  const approval = text(bill, "approvalStatus");
  if (approval === "1") return "D";
  if (approval === "3") return "E";
  if (due(account, bill).gt(0)) return "A";
  const isInTransit = account
    .linkedTo(bill.id)
    .some((payer) => payer.type === "vendorPayment" && paymentStatus(payer) === "B");
  return isInTransit ? "F" : "B";
}

/**
 * Told by quantities. Without Advanced Receiving nothing waits for a receipt; with it, an order is
 * fully billed only when all of it has been received as well. Source: NetSuite help, "Purchase
 * Order Status", and the corrections to the reference: orders are counted by quantity.
 */
function orderStatus(account: Account, order: NsRecord): string {
  const open = itemized(order).filter(({ fields }) => fields.isClosed !== true);
  if (open.length === 0) return "H";
  const approval = text(order, "approvalStatus");
  if (approval === "1") return "A";
  if (approval === "3") return "C";
  const counts = open.map((line) => countOf(account, order, line));
  const isAllReceived = counts.every(({ ordered, received }) => reaches(received, ordered));
  if (!isAllReceived) return receivingStatus(counts);
  return counts.every(({ ordered, billed }) => reaches(billed, ordered)) ? "G" : "F";
}

function receivingStatus(counts: Count[]): string {
  const begun = counts.filter(({ shownAsReceived }) => !shownAsReceived.isZero());
  if (begun.length === 0) return "B";
  return begun.some(({ billed, shownAsReceived }) => shownAsReceived.abs().gt(billed.abs()))
    ? "E"
    : "D";
}
