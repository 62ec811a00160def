import { expect, it } from "vitest";
import type { BillDocument, OrderDocument } from "../../../../server/connectors/documents.ts";
import { readSettings } from "../../../../server/connectors/netsuite/settings.ts";
import { writtenRecord } from "../../../../server/connectors/netsuite/write-record.ts";
import { writeRequest } from "../../../../server/connectors/netsuite/write-request.ts";
import { codedTo } from "../../../contracts/connector/documents.ts";

const settings = readSettings({
  itemId: "81",
  subsidiaryId: "1",
  itemIdsByCostType: { Labor: "82" },
});
const line = {
  id: "1",
  erpLine: undefined,
  description: "Beams",
  quantity: undefined,
  unitCost: undefined,
  amount: "100.00",
  ...codedTo({ costCode: "05-120", costType: "Labor" }),
};
const order: OrderDocument = {
  kind: "purchase_order",
  reference: "PO-1",
  number: "SC-014",
  title: "Structural steel",
  vendorId: "612",
  date: "2026-03-04",
  currency: undefined,
  total: "100.00",
  lines: [line],
};
const bill: BillDocument = {
  kind: "bill",
  reference: "B-1",
  number: "INV-1007",
  numbers: ["INV-1007"],
  vendorId: "612",
  orderId: "9031",
  orderKind: "purchase_order",
  currency: undefined,
  tax: "0.00",
  retainage: "net",
  credited: "0.00",
  date: "2026-03-04",
  dueDate: undefined,
  memo: "Pay app 7",
  total: "40.00",
  lines: [
    {
      id: "9",
      erpLine: undefined,
      orderLine: "3",
      description: "Beams",
      gross: "45.00",
      retainageHeld: "5.00",
      retainageReleased: "0.00",
      net: "40.00",
      ...codedTo({}),
    },
  ],
};
const firstLine = (document: OrderDocument) => writtenRecord(document, settings).item?.items[0];

it("names the commitment in the memo and the cost code on the line", () => {
  expect(writtenRecord(order, settings)).toMatchObject({
    entity: { id: "612" },
    subsidiary: { id: "1" },
    memo: "SC-014 · Structural steel",
    item: {
      items: [
        {
          item: { id: "82" },
          description: "05-120 · Beams",
          quantity: "100",
          rate: "1",
          amount: "100.00",
        },
      ],
    },
  });
});

it("keeps quantity and unit cost where they make the amount", () => {
  expect(
    firstLine({ ...order, lines: [{ ...line, quantity: "3", unitCost: "33.3333" }] }),
  ).toMatchObject({ quantity: "3", rate: "33.3333", amount: "100.00" });
});

it("sends one lump where quantity times unit cost is not the amount", () => {
  expect(
    firstLine({ ...order, lines: [{ ...line, quantity: "3", unitCost: "30" }] }),
  ).toMatchObject({ quantity: "100", rate: "1" });
  expect(
    firstLine({ ...order, lines: [{ ...line, quantity: "0", unitCost: "0", amount: "0.00" }] }),
  ).toMatchObject({ quantity: "1", rate: "0.00" });
});

it("ties bill lines to lines of the purchase order", () => {
  expect(writtenRecord(bill, settings).item?.items[0]).toMatchObject({
    orderDoc: { id: "9031" },
    orderLine: "3",
    quantity: "40",
    rate: "1",
    amount: "40.00",
  });
});

it("bills the part of what its order was written with that the money is", () => {
  const items = [{ line: "3", quantity: "2.5", rate: "40", amount: "100.00" }];

  const written = writtenRecord({ ...bill, orderWritten: { item: { items } } }, settings);

  expect(written.item?.items).toMatchObject([{ quantity: "1", rate: "40", amount: "40.00" }]);
});

it("cuts an invoice number to what NetSuite takes", () => {
  expect(writtenRecord({ ...bill, number: "9".repeat(60) }, settings).tranId).toHaveLength(45);
});

it("refuses a line without an item and says who must choose one", () => {
  const bare = readSettings({});

  expect(() => writtenRecord(order, bare)).toThrow(
    expect.objectContaining({
      refusal: expect.objectContaining({ meaning: "item_missing" }),
      retryable: false,
      message: expect.stringContaining('cost type "Labor"'),
    }),
  );
});

it("asks NetSuite to replace lines and to refuse misspelt names", () => {
  const request = writeRequest(order, writtenRecord(order, settings));

  expect(request.path).toBe("/services/rest/record/v1/purchaseOrder/eid:PO-1?replace=item,expense");
  expect(request.headers).toMatchObject({ "x-netsuite-propertynamevalidation": "Error" });
  expect(request.body).toContain('"amount":100}');
});

it("makes one line of text that has line breaks", () => {
  expect(writtenRecord({ ...order, title: "Structural\nsteel  frame" }, settings).memo).toBe(
    "SC-014 · Structural steel frame",
  );
});
