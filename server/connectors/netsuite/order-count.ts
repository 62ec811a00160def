import { Decimal } from "decimal.js";
import type { BillDocument } from "../documents.ts";
import type { ReadLine, ReadRecord } from "./read-record.ts";
import type { WrittenLine } from "./write-record.ts";

/** Quantities are rounded, and never to zero (quantities.ts): a smaller difference is no excess. */
const ROUNDED = "0.001";

const decimal = (text: string | null | undefined) => new Decimal(text || 0);

export function overBilled(bill: BillDocument, order: ReadRecord | undefined): string | undefined {
  for (const line of order?.item?.items ?? []) {
    const own = bill.lines.filter(({ orderLine }) => orderLine === line.line);
    const last = own.at(-1);
    if (!last) continue;
    const more = moreInMoney(line, last) ?? moreByCount(line);
    const less = more ? undefined : lessByCount(line, last);
    if (less) return `${nameOf(order, line)} ${less}`;
    if (!more) continue;
    return `bill ${bill.number} bills more than was ordered: ${nameOf(order, line)} ${more}. Accounting and the project make out which is right; somebody corrects the invoice or raises that line of the contract in Procore, then presses Sync now`;
  }
  return undefined;
}

/** A line of the order became less than its bills had billed. */
export function underBilled(order: ReadRecord, own: ReadonlySet<string>): string | undefined {
  for (const line of order.item?.items ?? []) {
    const more = own.has(line.line) ? moreByCount(line) : undefined;
    if (!more) continue;
    return `${nameOf(order, line)} ${more}: accounting corrects its bills, or somebody raises that line of the contract in Procore, then presses Sync now`;
  }
  return undefined;
}

function moreInMoney(
  { amount }: ReadLine,
  { net, billedBefore }: BillDocument["lines"][number],
): string | undefined {
  if (billedBefore === undefined || !amount) return undefined;
  const [billed, ordered] = [new Decimal(billedBefore).plus(net), new Decimal(amount)];
  if (!isBeyond(billed, ordered)) return undefined;
  return `is billed for ${billed.toFixed(2)} of ${ordered.toFixed(2)}`;
}

/** Bills of older versions count as one each: for a lump of one, the count says nothing. */
function moreByCount(line: ReadLine): string | undefined {
  const [billed, ordered] = [decimal(line.quantityBilled), decimal(line.quantity)];
  if (isLumpOfOne(line) || !isBeyond(billed, ordered)) return undefined;
  return `counts ${billed.toFixed()} of ${ordered.toFixed()} as billed`;
}

function isLumpOfOne({ quantity, amount }: ReadLine): boolean {
  return decimal(quantity).equals(1) && decimal(amount).abs().greaterThan(1);
}

/** All money of the line is billed, but a bill of an older version was counted as one. */
function lessByCount(line: ReadLine, { net, billedBefore }: BillDocument["lines"][number]) {
  const [billed, ordered] = [decimal(line.quantityBilled), decimal(line.quantity)];
  const isLast =
    billedBefore !== undefined && new Decimal(billedBefore).plus(net).equals(decimal(line.amount));
  if (!isLast || isLumpOfOne(line) || !isBeyond(ordered, billed)) return undefined;
  return `counts ${billed.toFixed()} of ${ordered.toFixed()} as billed, although all of it is: accounting closes that line of the order, or corrects the quantities of its bills, then somebody presses Sync now`;
}

function isBeyond(done: Decimal, ordered: Decimal): boolean {
  const more = done.minus(ordered);
  return (ordered.isNegative() ? more.neg() : more).greaterThan(ROUNDED);
}

export function leftToBill(order: ReadRecord, billed: WrittenLine[]): string {
  const wanted = wantedOf(billed);
  const lines = (order.item?.items ?? []).flatMap((line) => {
    const bills = wanted.get(line.line);
    if (!bills) return [];
    const ordered = decimal(line.quantity);
    const left = ordered.minus(decimal(line.quantityBilled));
    const words = `${nameOf(order, line)} has ${left.toFixed()} of ${ordered.toFixed()} left to bill, and this bills ${bills.toFixed()}`;
    return [{ words, isMore: bills.abs().greaterThan(left.abs()) }];
  });
  const more = lines.filter(({ isMore }) => isMore);
  return (more.length > 0 ? more : lines).map(({ words }) => words).join("; ");
}

export function wantedOf(billed: Pick<WrittenLine, "orderLine" | "quantity">[]) {
  const wanted = new Map<string, Decimal>();
  for (const { orderLine, quantity } of billed) {
    if (orderLine === undefined) continue;
    wanted.set(orderLine, decimal(quantity).plus(wanted.get(orderLine) ?? 0));
  }
  return wanted;
}

export function billedBy({ orderId }: BillDocument, there: ReadRecord | undefined) {
  const tied = there?.item?.items.filter(({ orderDoc }) => orderDoc === orderId) ?? [];
  return wantedOf(
    tied.map(({ orderLine, quantity }) => ({
      orderLine: orderLine ?? undefined,
      quantity: quantity ?? undefined,
    })),
  );
}

export function withoutOwn(
  bill: BillDocument,
  { order, there }: { order: ReadRecord | undefined; there: ReadRecord | undefined },
): ReadLine[] | undefined {
  const own = billedBy(bill, there);
  return order?.item?.items.map((line) => {
    const others = decimal(line.quantityBilled).minus(own.get(line.line) ?? 0);
    return { ...line, quantityBilled: others.toFixed() };
  });
}

export function nameOf(order: ReadRecord | undefined, { line, description }: ReadLine): string {
  const name = `line ${line} of ${order?.tranId ?? "its purchase order"}`;
  return description ? `${name} (${description})` : name;
}
