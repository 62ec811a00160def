import { Decimal } from "decimal.js";
import type {
  BillDocument,
  DocumentKind,
  OrderDocument,
  VendorDocument,
} from "../connectors/documents.ts";
import type { Commitment } from "../procore/commitments.ts";
import type { SyncRecord } from "../store/records.ts";
import { holdAgainstTotal } from "./hold-against-total.ts";
import { commitmentOf, requisitionOf, vendorOf } from "./snapshot.ts";

/** What the record is in an ERP's books. */
export function documentKindOf(record: Pick<SyncRecord, "kind" | "snapshot">): DocumentKind {
  if (record.kind === "vendor") return "vendor";
  return record.kind === "requisition" ? "bill" : (record.snapshot as Commitment).kind;
}

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

export function orderDocument(record: SyncRecord, vendorId: string): OrderDocument {
  const commitment = commitmentOf(record);
  return {
    kind: commitment.kind,
    reference: referenceOf(record),
    number: commitment.number,
    title: commitment.title,
    vendorId,
    date: commitment.contractDate,
    currency: commitment.currency,
    total: sum(commitment.lines.map((line) => line.amount)),
    lines: commitment.lines.map((line) => ({
      id: line.id,
      erpLine: record.erpLines[line.id],
      description: line.description ?? "",
      quantity: line.quantity,
      unitCost: line.unitCost,
      amount: line.amount,
      project: undefined,
      costCode:
        line.costCode === undefined
          ? undefined
          : { id: undefined, code: line.costCode, name: undefined },
      costType:
        line.costType === undefined
          ? undefined
          : { id: undefined, code: undefined, name: line.costType },
    })),
  };
}

/**
 * What is payable now, line by line against the purchase order; lines that bill nothing this time
 * are left out.
 * Throws a BillTotalError when that is not what Procore says is payable.
 */
export function billDocument(
  record: SyncRecord,
  commitment: SyncRecord & { erpId: string },
  vendorId: string,
): BillDocument {
  const requisition = requisitionOf(record);
  const lines = requisition.items.filter((item) => !new Decimal(item.amount).isZero());
  const total = sum(lines.map((line) => line.amount));
  holdAgainstTotal(requisition, new Decimal(total));
  const number = requisition.invoiceNumber || numberWithoutInvoice(commitment, requisition.number);
  return {
    kind: "bill",
    reference: referenceOf(record),
    number,
    vendorId,
    orderId: commitment.erpId,
    orderKind: commitmentOf(commitment).kind,
    date: requisition.billingDate ?? requisition.periodEnd,
    dueDate: requisition.paymentDate,
    memo: `${commitment.number} · invoice ${number}`,
    currency: commitmentOf(commitment).currency,
    tax: "0.00",
    total,
    lines: lines.map((item) => ({
      id: item.id,
      orderLine: item.commitmentLineId ? commitment.erpLines[item.commitmentLineId] : undefined,
      description: item.description ?? "",
      gross: item.amount,
      retainageHeld: "0.00",
      retainageReleased: "0.00",
      net: item.amount,
      project: undefined,
      costCode: undefined,
      costType:
        item.costType === undefined
          ? undefined
          : { id: undefined, code: item.costType, name: undefined },
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
