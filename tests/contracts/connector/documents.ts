import type { Counterpart, PayablesConnector } from "../../../server/connectors/connector.ts";
import type {
  BillDocument,
  Coding,
  OrderDocument,
  OrderLine,
  VendorDocument,
} from "../../../server/connectors/documents.ts";
import type { ConnectorStage } from "./stage.ts";

let made = 0;
const next = (prefix: string) => `${prefix}-${(made += 1)}`;

export const VENDOR = "Northgate Ironworks";

/** A line's place in the books, by the names that Procore shows. */
export function codedTo({ costCode, costType }: { costCode?: string; costType?: string }): Coding {
  return {
    project: { id: "562949953421400", code: "25-004", name: "Harbor Yard Hospital" },
    costCode:
      costCode === undefined ? undefined : { id: undefined, code: costCode, name: undefined },
    costType:
      costType === undefined ? undefined : { id: undefined, code: undefined, name: costType },
  };
}

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

export function aLine(id: string, amount: string, changes: Partial<OrderLine> = {}): OrderLine {
  return {
    id,
    erpLine: undefined,
    description: `Work ${id}`,
    quantity: undefined,
    unitCost: undefined,
    amount,
    ...codedTo({ costCode: "05-120" }),
    ...changes,
  };
}

export function anOrder(
  { orderKind: kind }: Pick<ConnectorStage, "orderKind">,
  vendorId: string,
  lines: OrderLine[],
  changes: Partial<OrderDocument> = {},
): OrderDocument {
  return {
    kind,
    reference: next("PO"),
    number: "SC-014",
    title: "Structural steel",
    vendorId,
    date: "2026-03-04",
    currency: undefined,
    total: "0",
    lines,
    ...changes,
  };
}

/** The order as the next change finds it: every line knows its number in the ERP. */
export function numbered(order: OrderDocument, { lines }: Counterpart): OrderDocument {
  return { ...order, lines: order.lines.map((line) => ({ ...line, erpLine: lines[line.id] })) };
}

/** A bill over one purchase order, both in the ERP. */
export async function aBilledOrder(
  stage: ConnectorStage,
  connector: PayablesConnector,
  amount = "1000.00",
): Promise<{
  bill: BillDocument;
  billId: string;
  order: OrderDocument;
  orderId: string;
}> {
  const vendorId = stage.createVendor(next("Vendor"));
  const order = anOrder(stage, vendorId, [aLine("1", amount)]);
  const ordered = await connector.put(order);
  const number = next("INV");
  const bill: BillDocument = {
    kind: "bill",
    reference: next("B"),
    number,
    numbers: [number],
    vendorId,
    orderId: ordered.id,
    orderKind: order.kind,
    currency: undefined,
    tax: "0.00",
    retainage: "net",
    credited: "0.00",
    date: "2026-03-10",
    dueDate: "2026-04-09",
    memo: "Pay app 1",
    total: amount,
    lines: [
      {
        id: "11",
        erpLine: undefined,
        orderLine: ordered.lines["1"],
        description: "Work 1",
        gross: amount,
        retainageHeld: "0.00",
        retainageReleased: "0.00",
        net: amount,
        ...codedTo({}),
      },
    ],
  };
  const billed = await connector.put(bill);
  return { bill, billId: billed.id, order: numbered(order, ordered), orderId: ordered.id };
}
