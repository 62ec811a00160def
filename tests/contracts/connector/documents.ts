import type {
  Connector,
  Counterpart,
  PurchaseOrderDocument,
  PurchaseOrderLine,
  VendorBillDocument,
  VendorDocument,
} from "../../../server/connectors/connector.ts";
import type { ConnectorStage } from "./stage.ts";

let made = 0;
const next = (prefix: string) => `${prefix}-${(made += 1)}`;

export const VENDOR = "Northgate Ironworks";

export function aVendor(changes: Partial<VendorDocument> = {}): VendorDocument {
  return {
    kind: "vendor",
    reference: next("V"),
    name: VENDOR,
    email: "ap@northgate.example",
    phone: "(617) 555-0100",
    ...changes,
  };
}

export function aLine(
  id: string,
  amount: string,
  changes: Partial<PurchaseOrderLine> = {},
): PurchaseOrderLine {
  return {
    id,
    erpLine: undefined,
    description: `Work ${id}`,
    quantity: undefined,
    unitCost: undefined,
    amount,
    costCode: "05-120",
    costType: undefined,
    ...changes,
  };
}

export function anOrder(
  vendorId: string,
  lines: PurchaseOrderLine[],
  changes: Partial<PurchaseOrderDocument> = {},
): PurchaseOrderDocument {
  return {
    kind: "purchase_order",
    reference: next("PO"),
    number: "SC-014",
    title: "Structural steel",
    vendorId,
    date: "2026-03-04",
    total: "0",
    lines,
    ...changes,
  };
}

/** The order as the next change finds it: every line knows its number in the ERP. */
export function numbered(
  order: PurchaseOrderDocument,
  { lines }: Counterpart,
): PurchaseOrderDocument {
  return { ...order, lines: order.lines.map((line) => ({ ...line, erpLine: lines[line.id] })) };
}

/** A bill over one purchase order, both in the ERP. */
export async function aBilledOrder(
  stage: ConnectorStage,
  connector: Connector,
  amount = "1000.00",
): Promise<{
  bill: VendorBillDocument;
  billId: string;
  order: PurchaseOrderDocument;
  orderId: string;
}> {
  const vendorId = stage.createVendor(next("Vendor"));
  const order = anOrder(vendorId, [aLine("1", amount)]);
  const ordered = await connector.put(order);
  const bill: VendorBillDocument = {
    kind: "vendor_bill",
    reference: next("B"),
    number: next("INV"),
    vendorId,
    purchaseOrderId: ordered.id,
    date: "2026-03-10",
    dueDate: "2026-04-09",
    memo: "Pay app 1",
    total: amount,
    lines: [
      {
        id: "11",
        purchaseOrderLine: ordered.lines["1"],
        description: "Work 1",
        amount,
        costType: undefined,
      },
    ],
  };
  const billed = await connector.put(bill);
  return { bill, billId: billed.id, order: numbered(order, ordered), orderId: ordered.id };
}
