import { Decimal } from "decimal.js";
import type {
  Document,
  PurchaseOrderDocument,
  PurchaseOrderLine,
  VendorBillDocument,
  VendorDocument,
} from "../connector.ts";
import type { NetSuiteRequest } from "./client.ts";
import { writeJson } from "./exact-json.ts";
import { ItemMissingError } from "./refusals.ts";
import type { NetSuiteSettings } from "./settings.ts";

interface Reference {
  id: string;
}

/** Numbers are decimal strings here; `writeJson` makes JSON numbers of them. */
export interface WrittenLine {
  line?: string;
  item: Reference;
  description: string;
  quantity?: string;
  rate?: string;
  amount: string;
  orderDoc?: Reference;
  orderLine?: string;
}

export interface WrittenRecord {
  entity?: Reference;
  subsidiary?: Reference;
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

const RECORD_TYPES = {
  vendor: "vendor",
  purchase_order: "purchaseOrder",
  vendor_bill: "vendorBill",
} as const;
const LONGEST_TEXT = 999;
const LONGEST_NAME = 83;
const LONGEST_TRAN_ID = 45;

/**
 * Source: NetSuite help, "The Upsert Operation": PUT by external id creates or updates, and is
 * refused by any other id.
 */
export function recordPath({ kind, reference }: Pick<Document, "kind" | "reference">): string {
  return `/services/rest/record/v1/${RECORD_TYPES[kind]}/eid:${encodeURIComponent(reference)}`;
}

/**
 * The one request that brings the document up to date. Without `replace`, NetSuite adds lines to
 * those that are there.
 */
export function writeRequest(document: Document, written: WrittenRecord): NetSuiteRequest {
  const query = document.kind === "vendor" ? "" : "?replace=item,expense";
  // By default NetSuite drops what it does not know and only warns.
  const headers = {
    "content-type": "application/json",
    "x-netsuite-propertynamevalidation": "Error",
  };
  return {
    method: "PUT",
    path: `${recordPath(document)}${query}`,
    headers,
    body: writeJson(written),
    isWrite: true,
  };
}

/**
 * What NetSuite is to hold for the document. Throws an ItemMissingError when a line has nothing to
 * be posted to.
 */
export function writtenRecord(document: Document, settings: NetSuiteSettings): WrittenRecord {
  const subsidiary =
    settings.subsidiaryId === null ? {} : { subsidiary: { id: settings.subsidiaryId } };
  if (document.kind === "vendor") return { ...vendor(document), ...subsidiary };
  if (document.kind === "purchase_order") {
    return { ...purchaseOrder(document, settings), ...subsidiary };
  }
  return { ...vendorBill(document, settings), ...subsidiary };
}

function vendor({ name, email, phone }: VendorDocument): WrittenRecord {
  return {
    companyName: oneLine(name, LONGEST_NAME),
    isPerson: false,
    ...(email && { email }),
    ...(phone && { phone }),
  };
}

function purchaseOrder(order: PurchaseOrderDocument, settings: NetSuiteSettings): WrittenRecord {
  return {
    entity: { id: order.vendorId },
    ...(order.date && { tranDate: order.date }),
    memo: oneLine([order.number, order.title].filter(Boolean).join(" · "), LONGEST_TEXT),
    item: {
      items: order.lines.map((line) =>
        purchaseOrderLine(line, itemOf(line, settings, order.number)),
      ),
    },
  };
}

function purchaseOrderLine(line: PurchaseOrderLine, item: Reference): WrittenLine {
  return {
    ...(line.erpLine !== undefined && { line: line.erpLine }),
    item,
    description: oneLine(
      [line.costCode, line.description].filter(Boolean).join(" · "),
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
function quantityAndRate({ quantity, unitCost, amount }: PurchaseOrderLine): {
  quantity: string;
  rate: string;
} {
  if (quantity !== undefined && unitCost !== undefined) {
    const product = new Decimal(quantity).times(unitCost).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    if (!product.isZero() && product.equals(amount)) return { quantity, rate: unitCost };
  }
  return { quantity: "1", rate: amount };
}

/** "Reference No.": what accounting knows a bill by. */
export function tranIdOf({ number }: VendorBillDocument): string {
  return oneLine(number, LONGEST_TRAN_ID);
}

function vendorBill(bill: VendorBillDocument, settings: NetSuiteSettings): WrittenRecord {
  return {
    entity: { id: bill.vendorId },
    tranId: tranIdOf(bill),
    tranDate: bill.date,
    ...(bill.dueDate && { dueDate: bill.dueDate }),
    memo: oneLine(bill.memo, LONGEST_TEXT),
    item: {
      items: bill.lines.map((line) => ({
        item: itemOf(line, settings, bill.number),
        description: oneLine(line.description, LONGEST_TEXT),
        quantity: "1",
        rate: line.amount,
        amount: line.amount,
        ...(line.purchaseOrderLine !== undefined && {
          orderDoc: { id: bill.purchaseOrderId },
          orderLine: line.purchaseOrderLine,
        }),
      })),
    },
  };
}

function itemOf(
  { costType }: { costType: string | undefined },
  settings: NetSuiteSettings,
  number: string,
): Reference {
  const mapped =
    costType !== undefined && Object.hasOwn(settings.itemIdsByCostType, costType)
      ? settings.itemIdsByCostType[costType]
      : undefined;
  const id = mapped ?? settings.itemId;
  if (id !== null && id !== undefined) return { id };
  const which = costType === undefined ? "a line without a cost type" : `cost type "${costType}"`;
  throw new ItemMissingError({
    system: "NetSuite",
    reason: `${number} was not sent: no NetSuite item is chosen for ${which}. An admin must choose a default item in Settings.`,
    retryable: false,
  });
}

/**
 * NetSuite wants line breaks escaped twice, and its fields for these are one line anyway. Cut by
 * code points, never inside one.
 */
function oneLine(text: string, longest: number): string {
  return Array.from(text.replace(/\s+/gu, " ").trim()).slice(0, longest).join("");
}
