import type { ConnectionCheck } from "./connection-check.ts";
import type {
  BillDocument,
  CreditDocument,
  Document,
  OrderDocument,
  VendorDocument,
} from "./documents.ts";
import type { FormerVendor, VendorAtHand, VendorMatch } from "./vendor-match.ts";

/**
 * A method rejects with a RemoteError when the system refuses or fails. A write rejects with an
 * UnknownOutcomeError when its answer was lost: the system may have carried it out.
 */
export interface Connector {
  readonly name: string;
  /** Signs in and reads the choices for set-up. May reject with a CredentialsRefusedError or a LacksPermissionsError. */
  check(): Promise<ConnectionCheck>;
  /** Looks a document up by our reference, after a write that lost its answer. */
  find(document: Document): Promise<Found | undefined>;
  /** By our reference, or by the system's own `id`. Asks the record itself, not a query. */
  lookUp(
    document: Pick<Document, "kind" | "reference">,
    id?: string,
  ): Promise<Pick<Counterpart, "id" | "number"> | undefined>;
  /**
   * Safe to repeat: one `reference` exists at most once. With `known`, what others changed there
   * stays. Rejects with a CannotFollowError if the counterpart is gone or cannot be made equal.
   */
  put(document: Document, known?: Known): Promise<Counterpart>;
  /** The requests with which `put` would write, without credentials. Only reads. */
  preview(document: Document, known?: Known): Promise<PreviewRequest[]>;
  readonly payables?: Payables;
}

export type PayablesConnector = Connector & { readonly payables: Payables };

export interface Payables {
  /** By our reference, or the one active vendor of the name; else candidates to choose from. */
  findVendor(vendor: VendorDocument, former?: FormerVendor): Promise<VendorMatch<Counterpart>>;
  vendorAt(id: string): Promise<VendorAtHand | undefined>;
  /**
   * Others of the same vendor, under the number of this one or under the vendor's own number; and
   * those that bill the same order, where the system ties bills to orders.
   */
  findTwins(bill: BillDocument | CreditDocument): Promise<Twin[]>;
  /**
   * That say the same of themselves as this one, without its reference: after a lost answer one
   * of them may be ours, which somebody took the reference from. Undefined: nobody can.
   */
  findStrayed?(order: OrderDocument): Promise<Omit<Twin, "ofOrder" | "total">[]>;
  /** Since the cursor, else since `begin`; oldest first. The same change may come again. */
  changesSince(cursor: string | undefined, begin: Date): AsyncIterable<PaymentChanges>;
  /** What is gone, or out of the connection's sight, is missing. At most 100. */
  standingsOf(written: Pick<Known, "id" | "written">[]): Promise<Standing[]>;
  /** All that was paid on each bill: what is missing is gone, also a bill. At most 100 ids. */
  paymentsOf(billIds: string[]): Promise<BillPayments[]>;
}

export type Twin = Pick<Counterpart, "id" | "number"> & {
  reference: string | undefined;
  /** Sum of its lines, before tax; positive, of a credit too. */
  total: string;
  /** It has another number, but bills so much of the same order, before tax. */
  ofOrder?: string | undefined;
};

export interface Standing {
  id: string;
  number: string | undefined;
  /** Sum of its lines, before tax. `currency` (ISO 4217): only where the system says it. */
  total: string;
  lines: SeenLine[];
  currency?: string | undefined;
  vendorId?: string | undefined;
  /** `on_hold`: accounting does not pay the bill for now. */
  state: "open" | "closed" | "pending_approval" | "on_hold" | "rejected";
  /** Like `Counterpart.remark`, held against what was written; null holds it against nothing. */
  remark?: string | undefined;
  /** In a sentence: a line of an order that takes no more bills, though not all of it is billed. */
  closedLine?: string | undefined;
  /** Of an order, whoever entered them. Undefined: the system does not tie bills to orders. */
  bills?: BillOnOrder[] | undefined;
}

/** A line as it stands there, whoever wrote it. */
export interface SeenLine {
  /** Its number, as `Counterpart.lines` has it. */
  line: string;
  description: string;
  /** Before tax, in the sign in which it was written. */
  amount: string;
  /** The line of an order that it bills. Undefined: none, or the system does not say. */
  bills?: string | undefined;
  /** It holds back, or releases, what others bill. */
  isRetainage?: true;
}

/** `amount`: what it bills of that order, before tax. */
export type BillOnOrder = Omit<Twin, "ofOrder" | "total"> & { amount: string };

export interface Counterpart {
  id: string;
  number: string | undefined;
  /** Our line id → the ERP's line number. Empty for documents without lines. */
  lines: Record<string, string>;
  /** Of all lines there, also those of others, before tax. Undefined: no lines, or not asked. */
  total: string | undefined;
  currency?: string | undefined;
  vendorId?: string | undefined;
  state?: Standing["state"] | undefined;
  /** In the system's own shape; the next `put` gets it back as `Known.written`. */
  written?: unknown;
  /** Fields of the document that the system does not have as they were sent: `email`, `memo`. */
  leftOut?: string[];
  /** In a sentence: what is not as it was sent although the total is, and what to do. */
  remark?: string | undefined;
}

export interface Known {
  id: string;
  lines: Record<string, string>;
  /** `Counterpart.written` of the last write. Null: it was not kept. */
  written: unknown;
  /** A person asked for this write: a counterpart that is gone is created again. */
  isAskedFor: boolean;
}

export interface Found extends Counterpart {
  isCurrent: boolean;
}

export interface PreviewRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
}

export interface PaymentChanges {
  /** May contain deleted bills, and ids of other records: not every deletion says its type. */
  billIds: string[];
  paymentIds: string[];
  /** Save it once this page is safe; `changesSince` goes on from here with it. */
  cursor: string;
}

export interface BillPayments {
  billId: string;
  billNumber: string | undefined;
  currency?: string | undefined;
  vendorId?: string | undefined;
  /** YYYY-MM-DD. Undefined: the ERP does not say. */
  date?: string | undefined;
  dueDate?: string | undefined;
  total: string;
  unpaid: string;
  /** What the ERP counts as paid and we cannot see: a discount, or hidden payments. */
  unseen: string;
  payments: AppliedPayment[];
  settlements: Settlement[];
  /** In a sentence: why its payments cannot be read. Then none of them is changed. */
  problem: string | undefined;
}

export interface Settlement {
  by: "credit" | "prepayment" | "journal" | "other";
  number: string | undefined;
  amount: string;
}

export interface AppliedPayment {
  paymentId: string;
  /** Applied to this one bill; positive. */
  amount: string;
  /** What the whole payment comes to, where its share of the bill is not known: `amount` is 0. */
  partOf?: string | undefined;
  currency?: string | undefined;
  date: string;
  method: "check" | "credit_card" | "electronic" | undefined;
  checkNumber: string | undefined;
  /** The system's number for it, where it may not be the number of a check. */
  documentNumber?: string | undefined;
  state: PaymentState;
}

/** Money has left only with `paid`; the other states are shown, and count as nothing. */
export type PaymentState =
  | "paid"
  | "pending_approval"
  | "in_transit"
  | "to_print"
  | "rejected"
  | "declined"
  | "voided";

/** Runs a call when a lane is free: over all processes, never more at once than the ERP allows. */
export type Lane = <T>(call: () => Promise<T>) => Promise<T>;

export interface Pause {
  (ms: number): Promise<void>;
  firstMs?: number;
}

export interface ConnectorSetUp {
  credentials: unknown;
  settings: unknown;
  lane: Lane;
  /** Called before each request that changes something; if it rejects, nothing is sent. */
  beforeWrite?(): Promise<void>;
  pause?: Pause;
}
