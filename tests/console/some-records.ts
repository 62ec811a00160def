import type { Comparison, GridRecord, RecordDetails } from "../../server/api/contract.ts";

const NETSUITE = "7d1f3c5e-0000-4000-8000-000000000001";

export const someConnections = [{ id: NETSUITE, name: "NetSuite 7654321_SB1", isInUse: true }];
export const someTypes = [
  { id: "commitment", name: "Commitment" },
  { id: "vendor", name: "Vendor" },
  { id: "requisition", name: "Requisition" },
];

const order = (number: string) => ({
  system: "NetSuite",
  kind: "Purchase order",
  id: `9${number.slice(2)}`,
  number,
  url: `https://netsuite.example/purchord?id=${number}`,
});

function record(id: number, changes: Partial<GridRecord>): GridRecord {
  return {
    id: String(id),
    kind: "commitment",
    type: "Commitment",
    isMasterData: false,
    procoreId: `5629499534${71000 + id}`,
    name: `SC-0${id} · Structural steel`,
    projectId: "562949953500001",
    projectName: "Harbor Tower",
    status: "success",
    standing: null,
    isUnderWay: false,
    version: { seen: 1, inErp: 1 },
    message: null,
    syncedAt: "2026-03-20T15:40:00.000Z",
    connectionId: NETSUITE,
    entity: "Northgate Builders Inc.",
    counterpart: order(`PO104${id}`),
    accepted: null,
    mayAct: true,
    asks: null,
    whyNot: "It is in step: there is nothing to send.",
    ...changes,
  };
}

/** Newest first: one of each status. */
export function someRecords(): GridRecord[] {
  const never = { counterpart: null, syncedAt: null };
  return [
    record(28, {
      status: "desynchronized",
      message:
        "purchase order PO10428 comes to 900.00 in NetSuite and to 1000.00 in Procore: line 1 of PO10428 (Columns and beams) comes to 900.00 in NetSuite and to 1000.00 in Procore: accounting makes one of them right, then presses Sync now",
      asks: "synchronize",
      whyNot: null,
      version: { seen: 3, inErp: 3 },
    }),
    record(27, {
      ...never,
      name: "SC-027 · Glazing and curtain wall, east and west elevations",
      status: "error",
      message: "Vendor Northlight Glazing LLC was not found in NetSuite",
      version: { seen: 1, inErp: null },
      asks: "force",
      whyNot: null,
    }),
    record(26, {
      ...never,
      kind: "requisition",
      type: "Requisition",
      name: "Invoice 0007",
      status: "pending",
      message: "automatic sync is off",
      version: { seen: 1, inErp: null },
      whyNot: "It is pending already, and waits: automatic sync is off.",
    }),
    record(25, {
      name: "PO-025 · Anchor bolts",
      status: "pending",
      isUnderWay: true,
      version: { seen: 2, inErp: 1 },
      whyNot: "It is being sent already.",
    }),
    record(24, {
      ...never,
      name: "SC-024 · Demolition",
      status: "not_integrated",
      version: { seen: 1, inErp: null },
      asks: "synchronize",
      whyNot: null,
    }),
    record(23, {}),
    record(22, {
      kind: "vendor",
      type: "Vendor",
      isMasterData: true,
      name: "Acme Steel Erectors",
      projectId: null,
      projectName: null,
      counterpart: { ...order("PO1"), kind: "Vendor", number: "Acme Steel Erectors" },
    }),
    record(21, {
      accepted: {
        by: "Dana Whitfield",
        at: "2026-03-20T16:00:00.000Z",
        says: "purchase order PO10421 comes to 480.00 in NetSuite and to 500.00 in Procore",
      },
      message:
        "Dana Whitfield let this stand: purchase order PO10421 comes to 480.00 in NetSuite and to 500.00 in Procore",
    }),
  ];
}

export const detailsOf = (line: GridRecord): RecordDetails => ({
  ...line,
  failure:
    line.status === "error"
      ? {
          code: "vendor_missing",
          title: "Vendor Northlight Glazing LLC was not found in NetSuite",
          detail: "Accounting creates the vendor in NetSuite. Then retry.",
          whoseMove: "accounting",
          system: "NetSuite",
          said: null,
          attempts: 3,
          lastAt: "2026-03-20T15:40:00.000Z",
          candidates: [],
          remedies: [],
        }
      : null,
  seenAt: "2026-03-20T15:39:00.000Z",
  events: [
    {
      activityId: "12",
      action: "updated",
      status: line.status === "error" ? "failed" : "synced",
      fields: 2,
      at: "2026-03-20T15:38:00.000Z",
      by: "Luis Oyelaran",
    },
  ],
});

export const someComparison = (): Comparison => ({
  system: "NetSuite",
  says: "purchase order PO10428 comes to 900.00 in NetSuite and to 1000.00 in Procore: line 1 of PO10428 (Columns and beams) comes to 900.00 in NetSuite and to 1000.00 in Procore: accounting makes one of them right, then presses Sync now",
  currency: "USD",
  rows: [
    row("Vendor", "Acme Steel Erectors", "Acme Steel Erectors"),
    row("State", "open", "open"),
    row("Currency", "USD", "USD"),
    money("Total", "1500.00", "1400.00"),
    money("Line 1 · Columns and beams", "1000.00", "900.00"),
    money("Line 2 · Anchor bolts", "500.00", "500.00"),
  ],
  mark: "the-mark-that-was-seen",
  procore: {
    will: "Writes Procore's values over those of purchase order PO10428 in NetSuite: 1500.00 instead of 1400.00. What accounting changed on its lines there is replaced.",
  },
  erp: {
    will: "Changes nothing in either system. purchase order PO10428 stays at 1400.00 in NetSuite, and Procore stays at 1500.00. The record counts as in step with exactly this difference; another one opens it again, and the next change in Procore is sent as usual.",
  },
});

function row(label: string, procore: string, erp: string) {
  return { label, procore, erp, isMoney: false, isDifferent: procore !== erp };
}
const money = (label: string, procore: string, erp: string) => ({
  ...row(label, procore, erp),
  isMoney: true,
});
