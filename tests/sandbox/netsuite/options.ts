import { SETUP_DEFAULTS, SETUP_SWITCHES, type SetupOptions } from "./setup-options.ts";

export interface WorkflowLine {
  to: "purchaseOrder" | "vendorBill";
  /** Ledger account, by its id. */
  account: string;
  amount: string;
  /** By this, the workflow knows its line again. */
  memo: string;
}

/**
 * What differs from one NetSuite account to the next, and where the documentation leaves room,
 * which way it falls.
 */
export interface Options extends SetupOptions {
  accountId: string;
  clientId: string;
  certificateId: string;
  /** PKCS8 PEM of the key pair to use; RSA or EC. One is made when absent. */
  privateKey?: string;
  tokenSeconds: number;
  /** Calls at once, account-wide: development accounts have 5. */
  concurrency: number;
  /** Unconfirmed which: Oracle says 429, one client has met 400. */
  concurrencyStatus: 429 | 400;
  /** Milliseconds each call holds its slot. */
  latencyMs: number;
  timeZone: string;
  /** Unconfirmed which: whether times of saving and deleting keep their seconds. */
  stamps: "seconds" | "minutes";
  oneWorld: boolean;
  multiCurrency: boolean;
  /** New purchase orders and bills wait for approval. */
  approvalRouting: boolean;
  /** The preference "Void Transactions Using Reversing Journals". */
  reversingJournals: boolean;
  refuseDuplicateBillNumbers: boolean;
  /** Code for a reference to a record that is not there. */
  badReferenceCode: "INVALID_KEY_OR_REF" | "INVALID_CONTENT";
  /**
   * Whether `line` is a key of a purchase order's sublists: published for bills, not for purchase
   * orders.
   */
  purchaseOrderLines: "keyed" | "appended";
  createdByPut: 204 | 201;
  nullColumns: "absent" | "null";
  /** Rows that a query or a collection ever gives: what is beyond is left out without a word. */
  mostRows: number;
  /** Whose lastmodifieddate moves when a payment is applied, unapplied or voided. */
  applicationBumps: "either" | "bill" | "payment" | "both";
  /** Transactions that the integration's role may not see: SuiteQL leaves them out. */
  hiddenFromRole: (typeof HIDEABLE)[number][];
  /** Unconfirmed which: whether the links to those are left out as well. */
  linksToHidden: "shown" | "hidden";
  /** Unconfirmed which: what the links of payments show that are not approved, or came back. */
  unpostedLinks: "amount" | "zero";
  /** Orders are received by item receipts before they are billed. */
  advancedReceiving: boolean;
  /** The preference "Bill in Advance of Receipt". */
  billInAdvanceOfReceipt: boolean;
  /** The preference "Allow Overage on Item Receipts". */
  overageOnReceipts: boolean;
  /**
   * Unconfirmed which: whether a bill takes a line of an order that is fully billed already, loses
   * its tie to the order without a word, or is refused.
   */
  fullLine: "linked" | "untied" | "refused";
  /**
   * Unconfirmed for REST: whether an amount without a quantity bills a part of the quantity, as it
   * does in the screen, or a quantity of 1.
   */
  billedByAmount: "partQuantity" | "oneLump";
  /**
   * Unconfirmed which: what becomes of a sublist that `?replace=` names and the body does not have.
   */
  absentSublist: "kept" | "emptied";
  /** A workflow adds this expense line to orders or bills when they are saved without it. */
  workflowAddsLine: WorkflowLine | null;
  /** Fields that the account insists on: department, class, location, taxCode or script ids. */
  mandatory: string[];
  /** Unconfirmed which: where an account asks for its department, class and location. */
  classificationsOn: "both" | "body" | "lines";
  /** Unconfirmed which: whether an order counts its bills that are pending or rejected. */
  unapprovedBills: "counted" | "uncounted";
  /** Script ids, e.g. `custbody_project`; any other custom field is unknown. */
  customFields: string[];
  seed: number;
  now(): Date;
}

export const HIDEABLE = [
  "purchaseOrder",
  "vendorBill",
  "vendorPayment",
  "journalEntry",
  "vendorCredit",
  "vendorPrepayment",
  "vendorPrepaymentApplication",
  "itemReceipt",
] as const;

export const DEFAULTS: Options = {
  ...SETUP_DEFAULTS,
  accountId: "TSTDRV2604417",
  clientId: "7c1d0e6a5b8f4e2d9a3c6b1f0e8d7c5a4b3f2e1d0c9b8a7f6e5d4c3b2a190807",
  certificateId: "nTcQ7rW2kZpX5vLd8sHf",
  tokenSeconds: 3600,
  concurrency: 5,
  concurrencyStatus: 429,
  latencyMs: 0,
  timeZone: "America/New_York",
  stamps: "seconds",
  oneWorld: true,
  multiCurrency: true,
  approvalRouting: false,
  reversingJournals: true,
  refuseDuplicateBillNumbers: true,
  badReferenceCode: "INVALID_KEY_OR_REF",
  purchaseOrderLines: "keyed",
  createdByPut: 204,
  nullColumns: "absent",
  mostRows: 100_000,
  applicationBumps: "either",
  hiddenFromRole: [],
  linksToHidden: "shown",
  unpostedLinks: "amount",
  advancedReceiving: false,
  billInAdvanceOfReceipt: false,
  overageOnReceipts: false,
  fullLine: "linked",
  billedByAmount: "partQuantity",
  absentSublist: "kept",
  workflowAddsLine: null,
  mandatory: [],
  classificationsOn: "both",
  unapprovedBills: "counted",
  customFields: [
    "custbody_procore_project",
    "custbody_procore_number",
    "custcol_procore_cost_code",
    "custcol_procore_cost_type",
    "custentity_procore_id",
  ],
  seed: 1,
  now: () => new Date(),
};

/** What may be turned while the account lives: the rest is its identity. */
export const SWITCHES = [
  ...SETUP_SWITCHES,
  "tokenSeconds",
  "concurrency",
  "concurrencyStatus",
  "latencyMs",
  "timeZone",
  "stamps",
  "oneWorld",
  "multiCurrency",
  "approvalRouting",
  "reversingJournals",
  "refuseDuplicateBillNumbers",
  "badReferenceCode",
  "purchaseOrderLines",
  "createdByPut",
  "nullColumns",
  "applicationBumps",
  "hiddenFromRole",
  "linksToHidden",
  "unpostedLinks",
  "advancedReceiving",
  "billInAdvanceOfReceipt",
  "overageOnReceipts",
  "fullLine",
  "billedByAmount",
  "absentSublist",
  "workflowAddsLine",
  "mandatory",
  "classificationsOn",
  "unapprovedBills",
  "customFields",
] as const satisfies (keyof Options)[];
