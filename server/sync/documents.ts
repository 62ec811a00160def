import { Decimal } from "decimal.js";
import type {
  Document,
  PurchaseOrderDocument,
  VendorBillDocument,
  VendorDocument,
} from "../connectors/connector.ts";
import type { SyncRecord } from "../store/records.ts";
import { holdAgainstTotal } from "./hold-against-total.ts";
import { commitmentOf, requisitionOf, vendorOf } from "./snapshot.ts";

export const DOCUMENT_KINDS = {
  vendor: "vendor",
  commitment: "purchase_order",
  requisition: "vendor_bill",
} as const satisfies Record<SyncRecord["kind"], Document["kind"]>;

/** Our own id of a record in any ERP: the same for ever, so that a repeated write meets itself. */
export function referenceOf(record: Pick<SyncRecord, "kind" | "procoreId">): string {
  return `crosstie-${record.kind}-${record.procoreId}`;
}

export function vendorDocument(record: SyncRecord): VendorDocument {
  const { name, email, phone } = vendorOf(record);
  return {
    kind: "vendor",
    reference: referenceOf(record),
    name,
    ...(email && { email }),
    ...(phone && { phone }),
  };
}

export function purchaseOrderDocument(record: SyncRecord, vendorId: string): PurchaseOrderDocument {
  const commitment = commitmentOf(record);
  return {
    kind: "purchase_order",
    reference: referenceOf(record),
    number: commitment.number,
    title: commitment.title,
    vendorId,
    date: commitment.contractDate,
    total: sum(commitment.lines.map((line) => line.amount)),
    lines: commitment.lines.map((line) => ({
      id: line.id,
      erpLine: record.erpLines[line.id],
      description: line.description ?? "",
      quantity: line.quantity,
      unitCost: line.unitCost,
      amount: line.amount,
      costCode: line.costCode,
      costType: line.costType,
    })),
  };
}

/**
 * What is payable now, line by line against the purchase order; lines that bill nothing this time
 * are left out.
 * Throws a BillTotalError when that is not what Procore says is payable.
 */
export function vendorBillDocument(
  record: SyncRecord,
  commitment: SyncRecord & { erpId: string },
  vendorId: string,
): VendorBillDocument {
  const requisition = requisitionOf(record);
  const lines = requisition.items.filter((item) => !new Decimal(item.amount).isZero());
  const total = sum(lines.map((line) => line.amount));
  holdAgainstTotal(requisition, new Decimal(total));
  const number = requisition.invoiceNumber || numberWithoutInvoice(commitment, requisition.number);
  return {
    kind: "vendor_bill",
    reference: referenceOf(record),
    number,
    vendorId,
    purchaseOrderId: commitment.erpId,
    date: requisition.billingDate ?? requisition.periodEnd,
    dueDate: requisition.paymentDate,
    memo: `${commitment.number} · invoice ${number}`,
    total,
    lines: lines.map((item) => ({
      id: item.id,
      purchaseOrderLine: item.commitmentLineId
        ? commitment.erpLines[item.commitmentLineId]
        : undefined,
      description: item.description ?? "",
      amount: item.amount,
      costType: item.costType,
    })),
  };
}

/**
 * Procore counts an invoice without a number of its own from 1 in each commitment; a vendor's bills
 * need numbers that differ.
 */
function numberWithoutInvoice(commitment: Pick<SyncRecord, "number">, number: string): string {
  return `${commitment.number}-${number}`;
}

function sum(amounts: string[]): string {
  return amounts.reduce((total, amount) => total.plus(amount), new Decimal(0)).toFixed(2);
}
