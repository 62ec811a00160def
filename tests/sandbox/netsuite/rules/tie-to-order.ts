import { Decimal } from "decimal.js";
import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { badReference } from "../records/read-value.ts";
import { invalidContent, userError } from "../refusal.ts";
import { billedLines, decimal, sum } from "./amounts.ts";
import { type Count, countOf, reaches } from "./order-count.ts";

/** In the screen, a part amount becomes a quantity of so many places (0.15972 of 1). */
const QUANTITY_PLACES = 5;

/**
 * A bill's line that names a line of an order takes its quantity and amount from there. Billing more
 * than was ordered only warns. What is not billable (yet) is no key of the form's own list: that an
 * account says so in the words of a wrong reference is an inference.
 */
export function tieToOrder(account: Account, bill: NsRecord, line: Line, path: string): string[] {
  const { fields } = line;
  if (!fields.orderDoc && !fields.orderLine) return [];
  const sublist = path.startsWith("item") ? "item" : "expense";
  const { order, ordered } = orderedLine(account, bill, line, { sublist, path });
  takeWhat(order, ordered, line, { what: sublist === "item" ? "item" : "account", path });
  const count = countOf(account, order, ordered, bill.id);
  const refused = () => badReference(account, text(line, "orderLine"), `${path}.orderLine`);
  if (isFull(count) && account.options.fullLine === "refused") throw refused();
  if (isFull(count) && account.options.fullLine === "untied") {
    fields.orderDoc = null;
    fields.orderLine = null;
    return [];
  }
  if (sublist === "item") takeQuantity(account, ordered, line, count);
  if (!isReceived(line, count)) throw refused();
  return warnOfTooMuch(account, { bill, line, order, ordered });
}

const isFull = ({ billed, ordered }: Count) => !ordered.isZero() && reaches(billed, ordered);

function isReceived({ fields }: Line, { needsReceipt, billable, ordered }: Count): boolean {
  if (!needsReceipt) return true;
  const wanted = decimal(String(fields.item ? fields.quantity || "1" : fields.amount || "0"));
  return ordered.isNegative() ? wanted.gte(billable) : wanted.lte(billable);
}

function orderedLine(
  account: Account,
  bill: NsRecord,
  line: Line,
  { sublist, path }: { sublist: "item" | "expense"; path: string },
): { order: NsRecord; ordered: Line } {
  const order = account.get("purchaseOrder", text(line, "orderDoc"));
  if (
    !order ||
    order.fields.entity !== bill.fields.entity ||
    order.fields.currency !== bill.fields.currency
  ) {
    throw badReference(account, text(line, "orderDoc"), `${path}.orderDoc`);
  }
  if (order.fields.approvalStatus !== "2") {
    throw userError(
      `Purchase order ${text(order, "tranId")} is not approved and cannot be billed.`,
    );
  }
  const ordered = order.lines[sublist]?.find((one) => String(one.line) === line.fields.orderLine);
  if (!ordered) {
    throw badReference(account, text(line, "orderLine"), `${path}.orderLine`);
  }
  if (ordered.fields.isClosed === true) {
    throw userError(
      `Line ${ordered.line} of purchase order ${text(order, "tranId")} is closed and cannot be billed.`,
    );
  }
  return { order, ordered };
}

function takeWhat(
  order: NsRecord,
  ordered: Line,
  { fields }: Line,
  { what, path }: { what: "item" | "account"; path: string },
): void {
  fields[what] ||= text(ordered, what);
  if (fields[what] !== ordered.fields[what]) {
    throw invalidContent(
      `The ${what} does not match line ${ordered.line} of purchase order ${text(order, "tranId")}.`,
      `${path}.${what}`,
    );
  }
}

/**
 * What the line does not say it takes from the order: the rate, and as its quantity what is open, or
 * the part of it that its amount makes. Source: Oracle community 4514590 (the screen).
 */
function takeQuantity({ options }: Account, ordered: Line, line: Line, { billable }: Count): void {
  const { fields } = line;
  const isLump = fields.amount && options.billedByAmount === "oneLump";
  if (fields.quantity || isLump) {
    if (!fields.amount) fields.rate ||= text(ordered, "rate");
    return;
  }
  const rate = text(line, "rate") || text(ordered, "rate");
  if (!fields.amount) {
    fields.rate = rate;
    fields.quantity = billable.toFixed();
  } else if (!decimal(rate).isZero()) {
    fields.rate = rate;
    fields.quantity = decimal(String(fields.amount))
      .div(rate)
      .toDecimalPlaces(QUANTITY_PLACES, Decimal.ROUND_HALF_UP)
      .toFixed();
  }
}

function warnOfTooMuch(
  account: Account,
  { bill, line, order, ordered }: { bill: NsRecord; line: Line; order: NsRecord; ordered: Line },
): string[] {
  const others = billedLines(account, order.id, ordered.line, bill.id).map((one) =>
    text(one, "amount"),
  );
  return sum([...others, text(line, "amount")]).gt(decimal(text(ordered, "amount")))
    ? [
        `Line ${ordered.line} of purchase order ${text(order, "tranId")} is billed for more than was ordered.`,
      ]
    : [];
}
