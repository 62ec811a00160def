import type {
  BillDocument,
  BillLine,
  CreditDocument,
  Document,
  OrderDocument,
  OrderLine,
  VendorDocument,
} from "../documents.ts";
import { codedBody, type CodedBody, codedLine, type CodedLine } from "./coding.ts";
import { type HeldLine, heldLines, lump, measureBilled, measureOrdered } from "./quantities.ts";
import type { NetSuiteSettings } from "./settings.ts";
import {
  itemOf,
  LONGEST_TEXT,
  memoOf,
  oneLine,
  RECORD_TYPES,
  type RecordReference,
  tranIdOf,
} from "./written-fields.ts";

/** Numbers are decimal strings; `writeJson` makes JSON numbers of them. */
export interface WrittenLine extends CodedLine {
  line?: string;
  item: RecordReference;
  description: string;
  quantity?: string;
  rate?: string;
  amount: string;
  orderDoc?: RecordReference;
  orderLine?: string;
}

export interface WrittenRecord extends CodedBody {
  entity?: RecordReference;
  subsidiary?: RecordReference;
  currency?: RecordReference;
  companyName?: string;
  isPerson?: boolean;
  email?: string;
  phone?: string;
  tranId?: string;
  tranDate?: string;
  dueDate?: string;
  memo?: string;
  item?: { items: WrittenLine[] };
}

/** For an existing record: what is left out stays as it is. */
export type PartialLine = Partial<WrittenLine> & { line?: string };
export interface PartialRecord extends Omit<WrittenRecord, "item"> {
  item?: { items: PartialLine[] };
  expense?: { items: { line: string }[] };
}

const LONGEST_NAME = 83;

/** `held`: the order's lines in NetSuite. Throws a RemoteError if a line has no item. */
export function writtenRecord(
  document: Document,
  settings: NetSuiteSettings,
  held?: HeldLine[],
): WrittenRecord {
  const subsidiary =
    settings.subsidiaryId === null ? {} : { subsidiary: { id: settings.subsidiaryId } };
  const lines = document.kind === "vendor" ? [] : document.lines;
  const coded = { ...subsidiary, ...codedBody(RECORD_TYPES[document.kind], lines, settings) };
  if (document.kind === "vendor") return { ...vendor(document), ...coded };
  if (document.kind === "credit") return { ...vendorCredit(document, settings), ...coded };
  if (document.kind === "bill") {
    const ordered = held ?? heldLines(document.orderWritten);
    return { ...vendorBill(document, settings, ordered), ...coded };
  }
  return { ...purchaseOrder(document, settings, held ?? []), ...coded };
}

export function vendorName({ name }: Pick<VendorDocument, "name">): string {
  return oneLine(name, LONGEST_NAME);
}

function vendor({ name, email, phone }: VendorDocument): WrittenRecord {
  return {
    companyName: vendorName({ name }),
    isPerson: false,
    ...(email && { email }),
    ...(phone && { phone }),
  };
}

function purchaseOrder(
  order: OrderDocument,
  settings: NetSuiteSettings,
  held: HeldLine[],
): WrittenRecord {
  return {
    entity: { id: order.vendorId },
    ...(order.date && { tranDate: order.date }),
    memo: memoOf(order),
    item: {
      items: order.lines.map((line) => ({
        ...purchaseOrderLine(
          line,
          itemOf(line, settings, order.number),
          lineOf(held, line.erpLine),
        ),
        ...codedLine("purchaseOrder", line, settings),
      })),
    },
  };
}

const lineOf = (held: HeldLine[], number: string | undefined) =>
  held.find(({ line }) => line !== undefined && line === number);

function purchaseOrderLine(
  line: OrderLine,
  item: RecordReference,
  held: HeldLine | undefined,
): WrittenLine {
  return {
    ...(line.erpLine !== undefined && { line: line.erpLine }),
    item,
    description: oneLine(
      [line.costCode?.code, line.description].filter(Boolean).join(" · "),
      LONGEST_TEXT,
    ),
    ...measureOrdered(line, held),
    amount: line.amount,
  };
}

function vendorBill(
  bill: BillDocument,
  settings: NetSuiteSettings,
  ordered: HeldLine[],
): WrittenRecord {
  return {
    entity: { id: bill.vendorId },
    tranId: tranIdOf(bill),
    tranDate: bill.date,
    ...(bill.dueDate && { dueDate: bill.dueDate }),
    memo: oneLine(bill.memo, LONGEST_TEXT),
    item: {
      items: bill.lines.map((line) => ({
        ...(line.erpLine !== undefined && { line: line.erpLine }),
        item: itemOf(line, settings, bill.number),
        description: oneLine(line.description, LONGEST_TEXT),
        ...billed(line, bill, ordered),
        amount: line.net,
        ...codedLine("vendorBill", line, settings),
      })),
    },
  };
}

/** Tied to no order: what was ordered and billed stays. */
function vendorCredit(credit: CreditDocument, settings: NetSuiteSettings): WrittenRecord {
  return {
    entity: { id: credit.vendorId },
    tranId: tranIdOf(credit),
    ...(credit.date && { tranDate: credit.date }),
    memo: oneLine(credit.memo, LONGEST_TEXT),
    item: {
      items: credit.lines.map((line) => ({
        ...(line.erpLine !== undefined && { line: line.erpLine }),
        item: itemOf(line, settings, credit.number),
        description: oneLine(line.description, LONGEST_TEXT),
        quantity: "1",
        rate: line.amount,
        amount: line.amount,
        ...codedLine("vendorCredit", line, settings),
      })),
    },
  };
}

function billed(
  { orderLine, ...line }: BillLine,
  { orderId, credited }: BillDocument,
  ordered: HeldLine[],
) {
  if (orderLine === undefined) return lump(line.net);
  const measure = measureBilled({ ...line, credited }, lineOf(ordered, orderLine));
  if (!measure) return lump(line.net);
  return { ...measure, orderDoc: { id: orderId }, orderLine };
}
