import { RemoteError } from "../../errors.ts";
import type {
  BillDocument,
  BillLine,
  Coding,
  Document,
  OrderDocument,
  OrderLine,
  VendorDocument,
} from "../documents.ts";
import { itemUnchosen } from "./own-refusals.ts";
import { type HeldLine, heldLines, lump, measureBilled, measureOrdered } from "./quantities.ts";
import { itemChosenFor, type NetSuiteSettings } from "./settings.ts";

interface RecordReference {
  id: string;
}

/** Numbers are decimal strings here; `writeJson` makes JSON numbers of them. */
export interface WrittenLine {
  line?: string;
  item: RecordReference;
  description: string;
  quantity?: string;
  rate?: string;
  amount: string;
  orderDoc?: RecordReference;
  orderLine?: string;
}

export interface WrittenRecord {
  entity?: RecordReference;
  subsidiary?: RecordReference;
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

/** Of what NetSuite has already, what is left out stays as it is. */
export type PartialLine = Partial<WrittenLine> & { line?: string };
export interface PartialRecord extends Omit<WrittenRecord, "item"> {
  item?: { items: PartialLine[] };
  expense?: { items: { line: string }[] };
}

const LONGEST_TEXT = 999;
const LONGEST_NAME = 83;
const LONGEST_TRAN_ID = 45;

/**
 * What NetSuite is to hold for the document. `held`: the lines of the purchase order, itself or the
 * one that is billed, as NetSuite has them; what was written last where nobody has looked. Throws a
 * RemoteError when a line has nothing to be posted to.
 */
export function writtenRecord(
  document: Document,
  settings: NetSuiteSettings,
  held?: HeldLine[],
): WrittenRecord {
  const subsidiary =
    settings.subsidiaryId === null ? {} : { subsidiary: { id: settings.subsidiaryId } };
  if (document.kind === "vendor") return { ...vendor(document), ...subsidiary };
  if (document.kind === "bill") {
    const ordered = held ?? heldLines(document.orderWritten);
    return { ...vendorBill(document, settings, ordered), ...subsidiary };
  }
  return { ...purchaseOrder(document, settings, held ?? []), ...subsidiary };
}

function vendor({ name, email, phone }: VendorDocument): WrittenRecord {
  return {
    companyName: oneLine(name, LONGEST_NAME),
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
    memo: oneLine([order.number, order.title].filter(Boolean).join(" · "), LONGEST_TEXT),
    item: {
      items: order.lines.map((line) =>
        purchaseOrderLine(line, itemOf(line, settings, order.number), lineOf(held, line.erpLine)),
      ),
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

/** "Reference No.": what accounting knows a bill by. */
export function tranIdOf({ number }: BillDocument): string {
  return oneLine(number, LONGEST_TRAN_ID);
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
      })),
    },
  };
}

/** What is held back is not billed yet. */
function billed({ orderLine, ...line }: BillLine, { orderId }: BillDocument, ordered: HeldLine[]) {
  if (orderLine === undefined) return lump(line.net);
  const tie = { orderDoc: { id: orderId }, orderLine };
  return { ...measureBilled(line, lineOf(ordered, orderLine)), ...tie };
}

function itemOf(
  { costType: reference }: Pick<Coding, "costType">,
  settings: NetSuiteSettings,
  number: string,
): RecordReference {
  const id = itemChosenFor(reference, settings) ?? settings.itemId;
  if (id !== null) return { id };
  const costType = reference?.name ?? reference?.code;
  const which = costType === undefined ? "a line without a cost type" : `cost type "${costType}"`;
  throw new RemoteError({
    system: "NetSuite",
    reason: `${number} was not sent: no NetSuite item is chosen for ${which}.`,
    retryable: false,
    refusal: itemUnchosen,
  });
}

/**
 * NetSuite wants line breaks escaped twice, and its fields for these are one line anyway. Cut by
 * code points, never inside one.
 */
function oneLine(text: string, longest: number): string {
  return Array.from(text.replace(/\s+/gu, " ").trim()).slice(0, longest).join("");
}
