import { Decimal } from "decimal.js";
import type {
  BillDocument,
  CreditDocument,
  Document,
  OrderDocument,
  OrderLine,
  VendorDocument,
} from "../documents.ts";
import type { NetSuiteRequest } from "./client.ts";
import { codedBody, type CodedBody, codedLine, type CodedLine } from "./coding.ts";
import { writeJson } from "./exact-json.ts";
import type { NetSuiteSettings } from "./settings.ts";
import { itemOf, oneLine, type RecordReference, tranIdOf } from "./written-fields.ts";

/** Numbers are decimal strings here; `writeJson` makes JSON numbers of them. */
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

/** Of what NetSuite has already, what is left out stays as it is. */
export type PartialLine = Partial<WrittenLine> & { line?: string };
export interface PartialRecord extends Omit<WrittenRecord, "item"> {
  item?: { items: PartialLine[] };
  expense?: { items: { line: string }[] };
}

const RECORD_TYPES = {
  vendor: "vendor",
  subcontract: "purchaseOrder",
  purchase_order: "purchaseOrder",
  bill: "vendorBill",
  credit: "vendorCredit",
} as const;
const LONGEST_TEXT = 999;
const LONGEST_NAME = 83;

/**
 * Source: NetSuite help, "The Upsert Operation": PUT by external id creates or updates, and is
 * refused by any other id.
 */
export function recordPath(
  { kind, reference }: Pick<Document, "kind" | "reference">,
  id = `eid:${encodeURIComponent(reference)}`,
): string {
  return `/services/rest/record/v1/${RECORD_TYPES[kind]}/${id}`;
}

/**
 * The one request that brings the document up to date. Without `replace`, NetSuite adds lines to
 * those that are there.
 */
export function writeRequest(
  document: Document,
  written: PartialRecord,
  id?: string,
): NetSuiteRequest {
  const query = document.kind === "vendor" ? "" : "?replace=item,expense";
  // By default NetSuite drops what it does not know and only warns.
  const headers = {
    "content-type": "application/json",
    "x-netsuite-propertynamevalidation": "Error",
  };
  return {
    method: id === undefined ? "PUT" : "PATCH",
    path: `${recordPath(document, id)}${query}`,
    headers,
    body: writeJson(written),
    isWrite: true,
  };
}

/**
 * What NetSuite is to hold for the document. Throws a RemoteError when a line has nothing to
 * be posted to.
 */
export function writtenRecord(document: Document, settings: NetSuiteSettings): WrittenRecord {
  const subsidiary =
    settings.subsidiaryId === null ? {} : { subsidiary: { id: settings.subsidiaryId } };
  const lines = document.kind === "vendor" ? [] : document.lines;
  const coded = { ...subsidiary, ...codedBody(RECORD_TYPES[document.kind], lines, settings) };
  if (document.kind === "vendor") return { ...vendor(document), ...coded };
  if (document.kind === "credit") return { ...vendorCredit(document, settings), ...coded };
  if (document.kind === "bill") return { ...vendorBill(document, settings), ...coded };
  return { ...purchaseOrder(document, settings), ...coded };
}

/** As NetSuite has room for it. */
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

function purchaseOrder(order: OrderDocument, settings: NetSuiteSettings): WrittenRecord {
  return {
    entity: { id: order.vendorId },
    ...(order.date && { tranDate: order.date }),
    memo: oneLine([order.number, order.title].filter(Boolean).join(" · "), LONGEST_TEXT),
    item: {
      items: order.lines.map((line) => ({
        ...purchaseOrderLine(line, itemOf(line, settings, order.number)),
        ...codedLine("purchaseOrder", line, settings),
      })),
    },
  };
}

function purchaseOrderLine(line: OrderLine, item: RecordReference): WrittenLine {
  return {
    ...(line.erpLine !== undefined && { line: line.erpLine }),
    item,
    description: oneLine(
      [line.costCode?.code, line.description].filter(Boolean).join(" · "),
      LONGEST_TEXT,
    ),
    ...quantityAndRate(line),
    amount: line.amount,
  };
}

/**
 * Procore's amount counts: where quantity times unit cost is something else, the line is one lump
 * of that amount.
 */
function quantityAndRate({ quantity, unitCost, amount }: OrderLine): {
  quantity: string;
  rate: string;
} {
  if (quantity !== undefined && unitCost !== undefined) {
    const product = new Decimal(quantity).times(unitCost).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    if (!product.isZero() && product.equals(amount)) return { quantity, rate: unitCost };
  }
  return { quantity: "1", rate: amount };
}

function vendorBill(bill: BillDocument, settings: NetSuiteSettings): WrittenRecord {
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
        quantity: "1",
        // What is held back is not billed yet.
        rate: line.net,
        amount: line.net,
        ...(line.orderLine !== undefined && {
          orderDoc: { id: bill.orderId },
          orderLine: line.orderLine,
        }),
        ...codedLine("vendorBill", line, settings),
      })),
    },
  };
}

/** On no order: what was ordered and billed stays so, and the vendor owes. */
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
