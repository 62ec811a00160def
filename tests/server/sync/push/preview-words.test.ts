import { expect, it } from "vitest";
import type { BillDocument } from "../../../../server/connectors/documents.ts";
import type { RequisitionSnapshot } from "../../../../server/kinds/requisition/snapshot.ts";
import type { SyncRecord } from "../../../../server/store/records.ts";
import { wordsOfDocument } from "../../../../server/sync/push/preview-words.ts";

const coding = { project: undefined, costCode: undefined, costType: undefined };
const billed = { ...coding, erpLine: undefined, orderLine: "1" };

const document: BillDocument = {
  kind: "bill",
  reference: "B-1",
  number: "0007",
  numbers: ["0007"],
  vendorId: "12",
  orderId: "34",
  orderKind: "subcontract",
  date: "2026-03-10",
  dueDate: undefined,
  currency: "CAD",
  memo: "Pay app 1",
  tax: "0.00",
  retainage: "net",
  credited: "0.00",
  total: "1070.00",
  lines: [
    {
      ...billed,
      id: "1",
      description: "Steel",
      gross: "1000.00",
      retainageHeld: "50.00",
      retainageReleased: "20.00",
      net: "970.00",
    },
    {
      ...billed,
      id: "2",
      description: "Bolts",
      gross: "100.00",
      retainageHeld: "0.00",
      retainageReleased: "0.00",
      net: "100.00",
    },
  ],
};
const record = { kind: "requisition", erpNumber: "0007" } as SyncRecord;
const snapshot = { total: "1070.00", retainage: "30.00", status: "approved", items: [] };
const vendor = { kind: "vendor", erpId: "12", title: "Acme Steel Erectors" };
const order = { kind: "commitment", erpId: "12", title: "An order of the same id" };

it("says of a bill's lines what is held back and released, and what of it the ERP is not told", () => {
  const words = wordsOfDocument({
    document,
    record,
    snapshot: snapshot as unknown as RequisitionSnapshot,
    needed: { commitment: order, vendor } as never,
    system: "netsuite",
  });

  expect(words).toEqual({
    word: "Vendor bill",
    title: "0007",
    erpNumber: "0007",
    vendor: "Acme Steel Erectors",
    currency: "CAD",
    total: "1070.00",
    facts: [{ label: "Date", value: "2026-03-10", isMoney: false }],
    lines: [
      {
        description: "Steel",
        amount: "970.00",
        retainage: { gross: "1000.00", held: "50.00", released: "20.00" },
      },
      { description: "Bolts", amount: "100.00", retainage: null },
    ],
    unsent: [{ label: "Total retainage", value: "30.00", isMoney: true }],
  });
});

it("says of a line for retainage what it holds back, once", () => {
  const line = { ...billed, orderLine: undefined, id: "retainage", isRetainage: true as const };
  const words = wordsOfDocument({
    document: {
      ...document,
      retainage: "line",
      lines: [
        {
          ...line,
          description: "Retainage held",
          gross: "0.00",
          retainageHeld: "2500.00",
          retainageReleased: "0.00",
          net: "-2500.00",
        },
      ],
    },
    record,
    snapshot: snapshot as unknown as RequisitionSnapshot,
    needed: { commitment: order, vendor } as never,
    system: "netsuite",
  });

  expect(words.lines).toEqual([
    { description: "Retainage held", amount: "-2500.00", retainage: null },
  ]);
});
