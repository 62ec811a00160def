import { Decimal } from "decimal.js";
import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { isPosted } from "./payment-state.ts";

export const decimal = (amount: string) => new Decimal(amount || 0);

export function sum(amounts: string[]): Decimal {
  return amounts.reduce((partial, amount) => partial.plus(decimal(amount)), new Decimal(0));
}

const ITEMIZED = ["item", "expense"];

/** Item and expense lines in the order of their sublists. */
export function itemized(record: NsRecord): Line[] {
  return ITEMIZED.flatMap((sublist) => record.lines[sublist] ?? []);
}

export function total(record: NsRecord): Decimal {
  if (record.lines.apply) return decimal(text(record, "total"));
  return sum(itemized(record).map((line) => text(line, "amount")));
}

/**
 * What all that posts has applied to this bill, but for one payer: payments with their discounts,
 * credits, prepayments, journals.
 */
export function paid(account: Account, bill: NsRecord, except?: string): Decimal {
  const payments = account
    .linkedTo(bill.id)
    .filter((payer) => payer.id !== except && isPosted(payer));
  return sum(
    payments.flatMap(({ lines }) =>
      (lines.apply ?? [])
        .filter(({ fields }) => fields.doc === bill.id)
        .flatMap((line) => [text(line, "amount"), text(line, "disc")]),
    ),
  );
}

export function due(account: Account, bill: NsRecord, except?: string): Decimal {
  return total(bill).minus(paid(account, bill, except));
}

export function applied(payment: NsRecord): Decimal {
  return sum((payment.lines.apply ?? []).map((line) => text(line, "amount")));
}

interface MadeFrom {
  order: string;
  line: number;
  except?: string;
  isCounted?(document: NsRecord): boolean;
}

/** Lines of bills or of receipts that were made from one line of an order, but for one document's. */
export function linesMadeFrom(
  account: Account,
  type: "vendorBill" | "itemReceipt",
  { order, line, except, isCounted = () => true }: MadeFrom,
): Line[] {
  const documents = account
    .linkedTo(order)
    .filter((document) => document.type === type && document.id !== except && isCounted(document));
  return documents.flatMap((document) =>
    itemized(document).filter(
      ({ fields }) => fields.orderDoc === order && fields.orderLine === String(line),
    ),
  );
}

export function billedLines(
  account: Account,
  order: string,
  line: number,
  except?: string,
): Line[] {
  return linesMadeFrom(account, "vendorBill", { order, line, ...(except && { except }) });
}

export function vendorBalance(account: Account, vendor: string): Decimal {
  const bills = account
    .all("vendorBill")
    .filter(({ fields }) => fields.entity === vendor && fields.approvalStatus === "2");
  return bills.reduce((balance, bill) => balance.plus(due(account, bill)), new Decimal(0));
}
