import type { Activity, CostType, Installation } from "../../server/api/contract.ts";
import { systemView } from "../../server/api/describe-system.ts";
import { netsuiteSystem } from "../../server/connectors/netsuite/connector.ts";

export const companyId = "562949953421312";

/** A company as it stands right after the marketplace install: nothing chosen yet. */
export function freshInstallation(): Installation {
  return {
    company: { id: companyId, name: "Northgate Builders" },
    status: "setting_up",
    step: "projects",
    projects: [
      { id: "562949953500001", name: "Harbor Tower", number: "24-011", isChosen: false },
      {
        id: "562949953500002",
        name: "Eastside Clinic and Outpatient Pavilion, Phase II",
        number: "24-017",
        isChosen: false,
      },
      { id: "562949953500003", name: "Mill Street Lofts", number: null, isChosen: false },
    ],
    connection: null,
    settings: {
      automaticSync: false,
      resourceTypes: { commitment: true, requisition: true, payment: true },
      createVendors: true,
      paymentSchedule: "hourly",
      own: { subsidiaryId: null, itemId: null, itemIdsByCostType: {} },
    },
    systems: [systemView(netsuiteSystem)],
    webhooks: { ok: true, message: "No webhook yet: they are made when the set-up is finished." },
    unread: [],
    may: { setUp: true, changeSettings: true, viewActivities: true, syncPayments: true },
  };
}

export const choices = {
  subsidiaryId: [
    { id: "1", name: "Northgate Builders Inc." },
    { id: "4", name: "Northgate Builders Canada ULC" },
  ],
  itemId: [{ id: "88", name: "Subcontract cost" }],
};

/** As a company has them after its set-up by Procore. */
export function someCostTypes(): CostType[] {
  return [
    { id: "562949953480001", code: "C", name: "Commitment" },
    { id: "562949953480002", code: "M", name: "Materials" },
    { id: "562949953480003", code: "E", name: "Equipment" },
    { id: "562949953480004", code: "OC", name: "Owner Cost" },
    { id: "562949953480005", code: "SVC", name: "Professional Services" },
    { id: "562949953480006", code: "O", name: "Other" },
  ];
}

/** The same company, running. */
export function runningInstallation(): Installation {
  const fresh = freshInstallation();
  return {
    ...fresh,
    status: "active",
    step: "done",
    projects: fresh.projects.map((project, place) => ({ ...project, isChosen: place < 2 })),
    connection: {
      system: "netsuite",
      account: "7654321_SB1",
      shown: {
        accountId: "7654321_SB1",
        clientId: "f3c0a6d1e9",
        certificateId: "cYQ1rM0tq2",
        baseUrl: "",
      },
      status: "working",
      summary: "Signed in as integration role “Crosstie”.",
      checkedAt: "2026-03-20T15:00:00Z",
      choices,
    },
    settings: {
      ...fresh.settings,
      own: { ...fresh.settings.own, subsidiaryId: "1", itemId: "88" },
    },
    webhooks: { ok: true, message: "Procore reports changes of 2 projects." },
  };
}

/** What Procore keeps from Crosstie on a bad day. */
export function someUnread(): Installation["unread"] {
  const clinic = {
    projectId: "562949953500002",
    projectName: "Eastside Clinic and Outpatient Pavilion, Phase II",
  };
  return [
    {
      ...clinic,
      kind: "requisition",
      words: { one: "subcontractor invoice", many: "subcontractor invoices" },
      tool: "Commitments",
      isList: true,
      count: 1,
      reason: "Procore: You do not have permission to access this project",
      whoseMove: "admin",
      since: "2026-03-20T15:05:00Z",
    },
    {
      kind: "requisition",
      words: { one: "subcontractor invoice", many: "subcontractor invoices" },
      tool: "Commitments",
      isList: false,
      projectId: "562949953500001",
      projectName: "Harbor Tower",
      count: 3,
      reason: "Procore: answered in an unexpected shape (summary.current_payment_due: Required)",
      whoseMove: "crosstie",
      since: "2026-03-20T15:20:00Z",
    },
    {
      kind: "vendor",
      words: { one: "vendor", many: "vendors" },
      tool: "Directory",
      isList: false,
      projectId: null,
      projectName: null,
      count: 1,
      reason: "Procore: a gateway answered 502",
      whoseMove: "crosstie",
      since: "2026-03-20T15:25:00Z",
    },
  ];
}

const plain: Activity = {
  id: "1001",
  action: "updated",
  resource: "commitment",
  resourceWord: "Commitment",
  procoreId: "562949953421312",
  projectId: "562949953500001",
  projectName: "Harbor Tower",
  title: "SC-014 · Structural steel",
  changes: [
    {
      field: "contract_amount",
      old: "100000.00",
      new: "125000.00",
      percent: "25.00",
      isMoney: true,
    },
    { field: "status", old: "Draft", new: "Approved", percent: null, isMoney: false },
  ],
  impact: {
    amount: "25000.00",
    percent: "25.00",
    fields: ["contract_amount", "approved_change_orders"],
  },
  changedBy: "Dana Whitfield",
  requestedBy: "Rosa Delgado",
  detectedAt: "2026-03-20T15:40:00Z",
  status: "pending",
  waiting: "automatic sync is off",
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
  changes: [
    { field: "contract_amount", old: null, new: "840000.00", percent: null, isMoney: true },
  ],
  impact: { amount: "840000.00", percent: null, fields: ["contract_amount"] },
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
    remedies: [
      { kind: "retry", label: "Retry", url: null },
      { kind: "create_vendor", label: "Create the vendor", url: null },
      { kind: "open_settings", label: "Open Settings", url: null },
    ],
  },
};

const synced: Activity = {
  ...plain,
  id: "3001",
  resource: "requisition",
  resourceWord: "Requisition",
  title: "Invoice 0002 · SC-009 · Earthworks",
  impact: { amount: "-12400.00", percent: "-8.30", fields: ["payable"] },
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
      impact: { amount: "-1234567.89", percent: "-8.31", fields: ["payable"] },
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
