import type { Activity, ActivityChoices } from "../../server/api/contract.ts";

const plain: Activity = {
  id: "1001",
  action: "updated",
  resource: "commitment",
  resourceWord: "Commitment",
  procoreId: "562949953421312",
  procoreUrl:
    "https://app.procore.com/562949953500001/project/commitments/work_order_contracts/562949953421312",
  projectId: "562949953500001",
  projectName: "Harbor Tower",
  title: "SC-014 · Structural steel",
  currency: "USD",
  changes: [
    {
      field: "contract_amount",
      word: "Contract amount",
      old: "100000.00",
      new: "125000.00",
      percent: "25.00",
      isMoney: true,
      isCarried: true,
    },
    {
      field: "status",
      word: "Status",
      old: "Draft",
      new: "Approved",
      percent: null,
      isMoney: false,
      isCarried: true,
    },
  ],
  impact: {
    amount: "25000.00",
    percent: "25.00",
    fields: ["Contract amount", "Approved change orders"],
  },
  changedBy: "Dana Whitfield",
  requestedBy: "Rosa Delgado",
  detectedAt: "2026-03-20T15:40:00Z",
  status: "pending",
  waiting: "automatic sync is off",
  note: null,
  failure: null,
  transactionId: null,
  counterpart: null,
  syncedAt: null,
  canRetry: true,
};

const failed: Activity = {
  ...plain,
  id: "2001",
  action: "created",
  procoreId: "562949953421977",
  title: "SC-021 · Glazing and curtain wall",
  currency: "CAD",
  changes: [
    {
      field: "contract_amount",
      word: "Contract amount",
      old: null,
      new: "840000.00",
      percent: null,
      isMoney: true,
      isCarried: true,
    },
  ],
  impact: { amount: "840000.00", percent: null, fields: ["Contract amount"] },
  status: "failed",
  waiting: null,
  failure: {
    code: "vendor_not_found",
    title: "Vendor not found in NetSuite",
    detail:
      "“Northlight Glazing LLC” has no vendor in NetSuite, and creating missing vendors is switched off. The purchase order waits.",
    whoseMove: "accounting",
    system: "NetSuite",
    said: "Invalid entity reference key Northlight Glazing LLC.",
    attempts: 3,
    lastAt: "2026-03-20T15:41:00Z",
    candidates: [],
    remedies: [
      { kind: "retry", label: "Retry" },
      { kind: "create_vendor", label: "Create the vendor" },
      { kind: "open_settings", label: "Open Settings", section: "connection" },
    ],
  },
};

const synced: Activity = {
  ...plain,
  id: "3001",
  resource: "requisition",
  resourceWord: "Requisition",
  title: "Invoice 0002 · SC-009 · Earthworks",
  impact: { amount: "-12400.00", percent: "-8.30", fields: ["Current payment due"] },
  status: "synced",
  waiting: null,
  transactionId: "10428",
  counterpart: {
    system: "NetSuite",
    kind: "Vendor bill",
    id: "10428",
    number: "BILL-0002",
    url: "https://7654321-sb1.app.netsuite.com/app/accounting/transactions/vendbill.nl?id=10428",
  },
  syncedAt: "2026-03-20T15:45:00Z",
  canRetry: false,
};

export function someActivities(): Activity[] {
  return [
    plain,
    {
      ...plain,
      id: "1002",
      action: "deleted",
      resource: "vendor",
      resourceWord: "Vendor",
      title: "Acme Steel",
      projectId: null,
      projectName: null,
      changes: [],
      impact: null,
      waiting: "waiting for vendor Acme Steel",
    },
    failed,
    {
      ...failed,
      id: "2002",
      action: "updated",
      resource: "requisition",
      resourceWord: "Requisition",
      title:
        "Invoice 0007 · SC-021 · Glazing and curtain wall, north façade and podium levels 1 to 4",
      impact: { amount: "-1234567.89", percent: "-8.31", fields: ["Current payment due"] },
    },
    synced,
    {
      ...synced,
      id: "3002",
      action: "created",
      status: "not_applicable",
      transactionId: null,
      counterpart: null,
      syncedAt: null,
      title: "PO-003 · Site trailers",
      resource: "commitment",
      resourceWord: "Commitment",
    },
    {
      ...synced,
      id: "3003",
      action: "deleted",
      status: "not_applicable",
      transactionId: null,
      syncedAt: null,
      title: "PO-004 · Fences",
      resource: "commitment",
      resourceWord: "Commitment",
      impact: null,
      changes: synced.changes.slice(0, 1),
      waiting: "deleted in Procore: close its counterpart by hand",
    },
  ];
}

export const activityChoices: ActivityChoices = {
  types: [
    { id: "commitment", name: "Commitment" },
    { id: "requisition", name: "Requisition" },
  ],
  projects: [{ id: "562949953500001", name: "Harbor Tower" }],
  connections: [{ id: "5d4bdf0a-6a0e-4c1c-9f5c-3f1f3a4f0001", name: "NetSuite 7654321_SB1" }],
  vendors: [{ id: "562949953600001", name: "Acme Steel" }],
};
