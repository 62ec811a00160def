import {
  type Activity,
  CommitmentView,
  type Failure,
  type Invoice,
  type Payment,
  type Session,
} from "../../server/api/contract.ts";
import type { Told } from "../../server/api/first-matter.ts";
import { nextPayment } from "../../server/api/next-payment.ts";
import { sentenceOf } from "../../server/api/sentence.ts";

export const COMPANY = "562949953421312";
export const PROJECT = "562949953425831";
// Beyond 2^53: as a number it would be another record.
export const COMMITMENT = "9223372036854775001";

export const session: Session = {
  id: "7",
  token: "a-session-token",
  expiresAt: "2026-03-20T18:00:00.000Z",
  user: { id: "101", name: "Marta Ortega", login: "m.ortega@harborbuild.example" },
};

export const order = {
  system: "NetSuite",
  kind: "Purchase order",
  id: "4711",
  number: "PO10428",
  url: "https://1234567.app.netsuite.example/po?id=4711",
};
export const bill = {
  system: "NetSuite",
  kind: "Vendor bill",
  id: "5120",
  number: "0007",
  url: "https://1234567.app.netsuite.example/bill?id=5120",
};

export const subcontract: CommitmentView["commitment"] = {
  id: COMMITMENT,
  kind: "subcontract",
  number: "SC-014",
  title: "Structural steel",
  status: "Approved",
  vendor: "Acme Steel Erectors",
};

const base: Told = {
  companyId: COMPANY,
  project: { id: PROJECT, name: "Harbor Tower" },
  commitment: subcontract,
  system: "NetSuite",
  isApproved: true,
  record: "not_integrated",
  standing: null,
  accepted: null,
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
    pendingChanges: "0.00",
    billed: "0",
    paid: "0",
    settledOtherwise: "0",
    unpaid: "0",
    onlyInProcore: "0",
    retainage: "0",
    leftToBill: "1250000.00",
  },
  nextPayment: null,
  changeOrders: [],
  unsent: [],
  payments: [],
  invoices: [],
  timeline: [],
  paymentsRun: null,
  may: { sync: true, preview: true, syncPayments: true, openConsole: true, share: true },
  news: [],
  isFresh: true,
  asOf: "2026-03-20T16:44:00.000Z",
};

/** A state: not integrated, but for what is changed. */
export const view = (changed: Partial<CommitmentView>): CommitmentView =>
  asTold({ ...base, ...changed });

/** With what the server makes of the rest. */
export function asTold(rest: Told): CommitmentView {
  const told = { ...rest, nextPayment: nextPayment(rest.invoices, rest.money.currency) };
  return CommitmentView.parse({ ...told, sentence: sentenceOf(told) });
}

export const activity: Activity = {
  id: "a1",
  action: "created",
  resource: "commitment",
  resourceWord: "Commitment",
  procoreId: COMMITMENT,
  procoreUrl: null,
  projectId: PROJECT,
  projectName: "Harbor Tower",
  title: "SC-014 · Structural steel",
  currency: "USD",
  changes: [],
  impact: null,
  changedBy: "M. Ortega",
  requestedBy: null,
  detectedAt: "2026-03-18T16:30:00.000Z",
  status: "synced",
  waiting: null,
  note: null,
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
  partOf: null,
  currency: "USD",
  invoiceNumber: "0007",
  checkNumber: "20417",
  documentNumber: null,
  status: "synced",
  openOnInvoice: null,
  isAdopted: false,
  voidedAt: null,
  problem: null,
};

export const invoice: Invoice = {
  id: "i7",
  number: "0007",
  status: "approved",
  isApproved: true,
  amount: "325000.00",
  due: "2026-03-31",
  paid: "325000.00",
  typed: "0.00",
  billCurrency: "USD",
  open: "0.00",
  settlements: [],
  record: "success",
  standing: null,
  accepted: null,
  waiting: null,
  isUnderWay: false,
  retained: "0.00",
  canSync: false,
  isFromBefore: false,
  counterpart: bill,
  failure: null,
  doubt: null,
  isWatched: false,
};

export const money: CommitmentView["money"] = {
  currency: "USD",
  contract: "1250000.00",
  approvedChanges: "50000.00",
  pendingChanges: "0.00",
  billed: "787500.00",
  paid: "575000.00",
  settledOtherwise: "0.00",
  unpaid: "212500.00",
  onlyInProcore: "0.00",
  retainage: "62500.00",
  leftToBill: "400000.00",
};

export const words = { percent: null, isMoney: false, isCarried: true } as const;
export const approved = {
  ...words,
  field: "status",
  word: "Status",
  old: "Draft",
  new: "Approved",
};

export const change = {
  field: "grand_total",
  word: "Original contract",
  old: "1200000.00",
  new: "1250000.00",
  percent: "4.17",
  isMoney: true,
  isCarried: true,
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
  candidates: [],
  remedies: [
    { kind: "create_vendor", label: "Create in NetSuite" },
    { kind: "open_settings", label: "Open settings", section: "connection" },
    { kind: "retry", label: "Retry" },
  ],
};
