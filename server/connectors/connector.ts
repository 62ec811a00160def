import type { ConnectionCheck } from "./connection-check.ts";
import type { BillDocument, CreditDocument, Document, VendorDocument } from "./documents.ts";
import type { FormerVendor, VendorAtHand, VendorMatch } from "./vendor-match.ts";

/**
 * What every outside system must do for us, in our words. What only one can do stays inside its
 * folder; what some can do is a capability that others leave out.
 *
 * All methods reject with a RemoteError (errors.ts) when the system refuses or fails; writes reject
 * with an UnknownOutcomeError when the answer was lost after the request may have been carried out.
 */
export interface Connector {
  /** As people say it. */
  readonly name: string;
  /**
   * Signs in and reads what set-up offers as choices. Rejects with CredentialsRefusedError when the
   * credentials do not work.
   */
  check(): Promise<ConnectionCheck>;
  /** Looks a document up by our reference, to learn the outcome of a write whose answer was lost. */
  find(document: Document): Promise<Found | undefined>;
  /**
   * What the system has under our reference, or under its own `id`, if it has anything. Needs no more of the document than
   * this, and asks the record itself, not a query.
   */
  lookUp(
    document: Pick<Document, "kind" | "reference">,
    id?: string,
  ): Promise<Pick<Counterpart, "id" | "number"> | undefined>;
  /**
   * Creates or brings up to date. Safe to repeat: one `reference` exists at most once. With `known`,
   * what others added to the counterpart or changed on it stays. Rejects with a CannotFollowError
   * when the system keeps something that the document no longer has.
   */
  put(document: Document, known?: Known): Promise<Counterpart>;
  /**
   * The requests that `put` would write with, without credentials; it writes nothing, and may read.
   * Rejects with what `put` would refuse before sending.
   */
  preview(document: Document, known?: Known): Promise<PreviewRequest[]>;
  readonly payables?: Payables;
}

/** What an ERP is for vendors and their bills. */
export type PayablesConnector = Connector & { readonly payables: Payables };

/** Vendors, their bills, and what was paid on these. */
export interface Payables {
  /**
   * The ERP's vendor: by our own reference, or the one active vendor of that name that our documents
   * may name. Where there is none, those that may be it all the same, for a person to choose from.
   */
  findVendor(vendor: VendorDocument, former?: FormerVendor): Promise<VendorMatch<Counterpart>>;
  /** A vendor by the ERP's own id as it stands now; undefined: it is gone. */
  vendorAt(id: string): Promise<VendorAtHand | undefined>;
  /** Others like it, of the same vendor, under its number or under the vendor's own. */
  findTwins(bill: BillDocument | CreditDocument): Promise<Twin[]>;
  /**
   * Bills and payments that changed since the cursor, oldest first, a page at a time; without a
   * cursor, since `begin`. Pages overlap: the same change may come again.
   */
  changesSince(cursor: string | undefined, begin: Date): AsyncIterable<PaymentChanges>;
  /**
   * How these orders and bills stand; what is gone, or out of the connection's sight, is missing. At
   * most 100 ids.
   */
  standingsOf(ids: string[]): Promise<Standing[]>;
  /**
   * For each of these bills, all that has been paid on it: the complete truth, so what is missing is
   * gone, a deleted bill included. At most 100 ids.
   */
  paymentsOf(billIds: string[]): Promise<BillPayments[]>;
}

/** `reference`: our own where we wrote it. */
export type Twin = Pick<Counterpart, "id" | "number"> & { reference: string | undefined };

export interface Standing {
  id: string;
  number: string | undefined;
  /** What its lines come to, before tax; `currency` (ISO 4217) only where the system says it. */
  total: string;
  currency?: string | undefined;
  /** `on_hold`: a bill that accounting does not pay for now. */
  state: "open" | "closed" | "pending_approval" | "on_hold" | "rejected";
}

export interface Counterpart {
  id: string;
  /** The ERP's number for people: `PO10428`. */
  number: string | undefined;
  /** Our line id → the ERP's line number. Empty for documents without lines. */
  lines: Record<string, string>;
  /**
   * What all its lines come to there, those of others included, before tax. Undefined: it has no
   * lines, or that was not asked.
   */
  total: string | undefined;
  /** Undefined, as `state`: the answer does not say. */
  currency?: string | undefined;
  state?: Standing["state"] | undefined;
  /** What was written, in the system's own shape: handed back with the next `put`. */
  written?: unknown;
  /** Fields of the document that the system does not take as they are, by name: `email`. */
  leftOut?: string[];
  /** What is not as it was sent, although total and state are, and what to do, in a sentence. */
  remark?: string | undefined;
}

/** The counterpart as it was written last. */
export interface Known {
  id: string;
  /** Our line id → the ERP's line number. */
  lines: Record<string, string>;
  /** What `put` wrote last, as it said itself; null where that was not kept. */
  written: unknown;
  /** A person has asked for it: should it be gone, it is written anew. */
  isAskedFor: boolean;
}

export interface Found extends Counterpart {
  /** Does the ERP hold just what `put` would write? */
  isCurrent: boolean;
}

export interface PreviewRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
}

export interface PaymentChanges {
  /**
   * Deleted ones may be among them, and ids that are no bill's: an ERP does not say of every
   * deletion what it was.
   */
  billIds: string[];
  paymentIds: string[];
  /** Save it once this page is safe; hand it to `changesSince` to go on from here. */
  cursor: string;
}

export interface BillPayments {
  billId: string;
  billNumber: string | undefined;
  currency?: string | undefined;
  total: string;
  unpaid: string;
  /**
   * How much more the ERP counts as paid than we were shown: a discount, or payments that the
   * connection may not see.
   */
  unseen: string;
  payments: AppliedPayment[];
  /** What lowered the bill beside payments. */
  settlements: Settlement[];
  /** Why its payments cannot be told, in a sentence: then none of them is changed. */
  problem: string | undefined;
}

export interface Settlement {
  by: "credit" | "prepayment" | "journal" | "other";
  /** The ERP's number for people. */
  number: string | undefined;
  amount: string;
}

/** One payment's share of one bill. */
export interface AppliedPayment {
  paymentId: string;
  /** What was applied to this bill, positive. */
  amount: string;
  currency?: string | undefined;
  date: string;
  /** Undefined: the system does not show it. */
  method: "check" | "credit_card" | "electronic" | undefined;
  checkNumber: string | undefined;
  /** The system's number of it, where that is not surely the number of a check. */
  documentNumber?: string | undefined;
  state: PaymentState;
}

/** Money has left with `paid` alone; all else is shown as what it is and counts nothing. */
export type PaymentState =
  | "paid"
  | "pending_approval"
  | "in_transit"
  | "to_print"
  | "rejected"
  | "declined"
  | "voided";

/**
 * Runs a call in one of the connection's lanes: never more at once than the ERP allows, over all
 * processes.
 */
export type Lane = <T>(call: () => Promise<T>) => Promise<T>;

/** Waits before a call is repeated. */
export interface Pause {
  (ms: number): Promise<void>;
  /** The first wait where the system names none; each doubles the one before. */
  firstMs?: number;
}

/**
 * What a connection's owner typed in, as it is stored (encrypted): checked by the system's own
 * schema before it is used.
 */
export interface ConnectorSetUp {
  credentials: unknown;
  settings: unknown;
  lane: Lane;
  /** Called before each request that changes something; when it rejects, nothing is sent. */
  beforeWrite?(): Promise<void>;
  /** By the clock unless told otherwise. */
  pause?: Pause;
}
