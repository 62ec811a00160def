import {
  type Activity,
  CommitmentView,
  type Failure,
  type Invoice,
  type Payment,
  Preview,
  type Session,
} from "../../server/api/contract.ts";

export const COMPANY = "562949953421312";
export const PROJECT = "562949953425831";
// Beyond 2^53: as a number it would be another record.
export const COMMITMENT = "9223372036854775001";

export const session: Session = {
  token: "a-session-token",
  expiresAt: "2026-03-20T18:00:00.000Z",
  user: { id: "101", name: "Marta Ortega", login: "m.ortega@harborbuild.example" },
};

const order = {
  system: "NetSuite",
  kind: "Purchase order",
  id: "4711",
  number: "PO10428",
  url: "https://1234567.app.netsuite.example/po?id=4711",
};
const bill = {
  system: "NetSuite",
  kind: "Vendor bill",
  id: "5120",
  number: "0007",
  url: "https://1234567.app.netsuite.example/bill?id=5120",
};

const base: CommitmentView = {
  companyId: COMPANY,
  project: { id: PROJECT, name: "Harbor Tower" },
  commitment: {
    id: COMMITMENT,
    kind: "subcontract",
    number: "SC-014",
    title: "Structural steel",
    status: "Approved",
    vendor: "Acme Steel Erectors",
  },
  system: "NetSuite",
  isApproved: true,
  record: "not_integrated",
  icon: "none",
  waiting: null,
  isUnderWay: false,
  counterpart: null,
  syncedAt: null,
  failure: null,
  money: {
    currency: "USD",
    contract: "1250000.00",
    approvedChanges: "0.00",
    billed: "0",
    paid: "0",
    retainage: "0",
  },
  unsent: [],
  payments: [],
  invoices: [],
  timeline: [],
  paymentsRun: null,
  may: { sync: true, preview: true, syncPayments: true, openConsole: true },
  isFresh: true,
  asOf: "2026-03-20T16:44:00.000Z",
};

const activity: Activity = {
  id: "a1",
  action: "created",
  resource: "commitment",
  resourceWord: "Commitment",
  procoreId: COMMITMENT,
  projectId: PROJECT,
  projectName: "Harbor Tower",
  title: "SC-014 · Structural steel",
  changes: [],
  impact: null,
  changedBy: "M. Ortega",
  requestedBy: null,
  detectedAt: "2026-03-18T16:30:00.000Z",
  status: "synced",
  waiting: null,
  failure: null,
  transactionId: "4711",
  counterpart: order,
  syncedAt: "2026-03-18T16:31:00.000Z",
  canRetry: false,
};

export const payment: Payment = {
  id: "p2",
  number: 2,
  date: "2026-03-14",
  method: "check",
  amount: "325000.00",
  invoiceNumber: "0007",
  checkNumber: "20417",
  status: "synced",
  openOnInvoice: null,
  voidedAt: null,
  problem: null,
};

const invoice: Invoice = {
  id: "i7",
  number: "0007",
  status: "approved",
  amount: "325000.00",
  paid: "325000.00",
  record: "success",
  waiting: null,
  isUnderWay: false,
  canSync: false,
  isFromBefore: false,
  counterpart: bill,
  failure: null,
};

const change = {
  field: "grand_total",
  old: "1200000.00",
  new: "1250000.00",
  percent: "4.17",
  isMoney: true,
};

export const vendorMissing: Failure = {
  code: "vendor_not_found",
  title: "NetSuite has no vendor for Northlight Glazing LLC",
  detail:
    "Three records wait for it: this subcontract and invoices 0001 and 0002. Choose a vendor or create one; they will go on by themselves.",
  whoseMove: "accounting",
  system: "NetSuite",
  said: "Invalid Field Value for entity",
  attempts: 3,
  lastAt: "2026-03-20T09:40:00.000Z",
  remedies: [
    { kind: "create_vendor", label: "Create in NetSuite", url: null },
    {
      kind: "open_erp",
      label: "Open NetSuite",
      url: "https://1234567.app.netsuite.example/vendors",
    },
    { kind: "retry", label: "Retry", url: null },
  ],
};

const view = (changed: Partial<CommitmentView>): CommitmentView =>
  CommitmentView.parse({ ...base, ...changed });

export const notIntegrated = view({ waiting: "the subcontract is a draft" });

export const pending = view({
  record: "pending",
  waiting: "automatic sync is off",
  unsent: [
    { field: "status", old: "Draft", new: "Approved", percent: null, isMoney: false },
    { field: "grand_total", old: "80000.00", new: "100000.00", percent: "25.00", isMoney: true },
  ],
  timeline: [
    {
      ...activity,
      id: "a2",
      action: "updated",
      changes: [{ field: "status", old: "Draft", new: "Approved", percent: null, isMoney: false }],
      status: "pending",
      waiting: "automatic sync is off",
      transactionId: null,
      counterpart: null,
      syncedAt: null,
      canRetry: true,
    },
    {
      ...activity,
      status: "not_applicable",
      transactionId: null,
      counterpart: null,
      syncedAt: null,
    },
  ],
});

export const synced = view({
  record: "success",
  icon: "green",
  counterpart: order,
  syncedAt: "2026-03-20T09:41:00.000Z",
  money: {
    currency: "USD",
    contract: "1250000.00",
    approvedChanges: "50000.00",
    billed: "787500.00",
    paid: "575000.00",
    retainage: "62500.00",
  },
  payments: [
    payment,
    {
      ...payment,
      id: "p1",
      number: 1,
      date: "2026-02-12",
      method: "electronic",
      amount: "250000.00",
      invoiceNumber: "0006",
      checkNumber: null,
      openOnInvoice: "62500.00",
    },
  ],
  invoices: [
    invoice,
    {
      ...invoice,
      id: "i6",
      number: "0006",
      amount: "312500.00",
      paid: "250000.00",
      counterpart: { ...bill, id: "5002", number: "0006" },
    },
  ],
  timeline: [
    {
      ...activity,
      id: "a3",
      action: "updated",
      changes: [change],
      detectedAt: "2026-03-20T09:40:00.000Z",
      syncedAt: "2026-03-20T09:41:00.000Z",
    },
    activity,
  ],
});

export const voided = view({
  ...synced,
  payments: [
    ...synced.payments,
    {
      ...payment,
      id: "p0",
      number: null,
      date: "2026-02-09",
      amount: "250000.00",
      invoiceNumber: "0006",
      checkNumber: "20388",
      status: "voided",
      voidedAt: "2026-02-11T17:05:00.000Z",
    },
  ],
});

export const failed = view({
  commitment: {
    ...base.commitment,
    number: "SC-021",
    title: "Curtain wall",
    vendor: "Northlight Glazing LLC",
  },
  record: "error",
  failure: vendorMissing,
  unsent: [
    { ...change, old: "815000.00", new: "840000.00", percent: "3.07" },
    { field: "retainage_percent", old: "10%", new: "5%", percent: null, isMoney: false },
  ],
  invoices: [
    {
      ...invoice,
      number: "0001",
      record: "pending",
      canSync: true,
      paid: "0",
      counterpart: null,
      waiting: "waiting for subcontract SC-021",
    },
  ],
  timeline: [
    {
      ...activity,
      status: "failed",
      failure: vendorMissing,
      transactionId: null,
      counterpart: null,
      syncedAt: null,
      canRetry: true,
    },
  ],
});

export const procoreDown = view({ ...synced, isFresh: false });

export const onlyLooking = view({
  ...failed,
  may: { sync: false, preview: false, syncPayments: false, openConsole: false },
});

export const notConnected = view({ system: null });

const word =
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3);

/** What a company might really type, and what an attacker would. */
export const hostile = view({
  ...voided,
  record: "error",
  icon: "yellow",
  commitment: {
    ...base.commitment,
    number: `SC-${"9".repeat(60)}`,
    title: `${word} <img src=x onerror=alert(1)> ${"long ".repeat(60)}`,
    vendor: word,
  },
  failure: {
    ...vendorMissing,
    title: word,
    detail: `<script>alert(1)</script> ${word}`,
    said: word,
    remedies: [{ kind: "create_vendor", label: `Create ${word}`, url: null }],
  },
  money: {
    currency: "USD",
    contract: "99999999999999999999.99",
    approvedChanges: "0",
    billed: "88888888888888888888.88",
    paid: "77777777777777777777.77",
    retainage: "1.00",
  },
  unsent: [
    { field: word, old: word, new: word, percent: "999999.99", isMoney: false },
    { ...change, old: "99999999999999999999.99", new: "0.0001" },
  ],
  payments: [
    {
      ...payment,
      amount: "99999999999999999999.99",
      invoiceNumber: word,
      checkNumber: word,
      problem: word,
      status: "failed",
    },
  ],
  invoices: [
    {
      ...invoice,
      number: word,
      status: word,
      waiting: word,
      failure: { ...vendorMissing, title: word, detail: word },
    },
  ],
  timeline: [
    {
      ...activity,
      title: word,
      changedBy: word,
      changes: Array.from({ length: 9 }, (_, index) => ({ ...change, field: word + index })),
    },
  ],
});

export const preview = Preview.parse({
  summary: [
    { label: "Purchase order, 6 lines", value: "840000.00", isMoney: true },
    { label: "Vendor", value: "Northlight Glazing LLC", isMoney: false },
    { label: "Retainage 5%", value: "-42000.00", isMoney: true },
  ],
  blockers: [
    "Northlight Glazing LLC is no vendor in NetSuite, and creating vendors is switched off.",
  ],
  requests: [
    {
      method: "PUT",
      url: "https://1234567.suitetalk.api.netsuite.example/services/rest/record/v1/purchaseOrder/eid:PROCORE-562949953421312-9223372036854775001",
      headers: { "content-type": "application/json", "x-netsuite-propertynamevalidation": "Error" },
      body: {
        tranId: "SC-021",
        memo: "Curtain wall",
        item: {
          items: Array.from({ length: 6 }, (_, line) => ({
            line: line + 1,
            rate: "140000.00",
            description: `Line ${line + 1}`,
          })),
        },
      },
    },
  ],
});
