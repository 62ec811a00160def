/**
 * What every ERP must do for us, in our words. What only one ERP can do stays inside that ERP's
 * folder.
 *
 * Money is a decimal string in the document's currency (`"1250.50"`), ids are strings, dates are
 * `YYYY-MM-DD`.
 * All methods reject with a RemoteError (errors.ts) when the ERP refuses or fails; writes reject
 * with an
 * UnknownOutcomeError when the answer was lost after the request may have been carried out.
 */
export interface Connector {
  /** As people say it: `NetSuite`. */
  readonly name: string;
  /**
   * Signs in and reads what set-up offers as choices. Rejects with CredentialsRefusedError when the
   * credentials do not work.
   */
  check(): Promise<ConnectionCheck>;
  /**
   * The ERP's vendor of that name, when exactly one active vendor has it; our own reference wins
   * over the name.
   */
  findVendor(vendor: VendorDocument): Promise<Counterpart | undefined>;
  /**
   * Looks a document up by our reference, to learn the outcome of a write whose answer was lost.
   */
  find(document: Document): Promise<Found | undefined>;
  /**
   * What the ERP has under our reference, if it has anything. Needs no more of the document than
   * this, and asks the record itself, not a query.
   */
  lookUp(
    document: Pick<Document, "kind" | "reference">,
  ): Promise<Pick<Counterpart, "id" | "number"> | undefined>;
  /**
   * Another bill of the same vendor with the same number, which is not ours: someone typed it in.
   */
  findTwin(bill: VendorBillDocument): Promise<Pick<Counterpart, "id" | "number"> | undefined>;
  /** Creates or brings up to date. Safe to repeat: one `reference` exists at most once. */
  put(document: Document): Promise<Counterpart>;
  /**
   * The requests that `put` would make, without making any and without credentials. Throws what
   * `put` would refuse before sending.
   */
  preview(document: Document): PreviewRequest[];
  /**
   * Bills and payments that changed since the cursor, oldest first, a page at a time; without a
   * cursor, since `begin`. Pages overlap: the same
   * change may come again.
   */
  changesSince(cursor: string | undefined, begin: Date): AsyncIterable<PaymentChanges>;
  /**
   * For each of these bills, all that has been paid on it: the complete truth, so what is missing
   * is gone, a deleted bill included. At most 100 ids.
   */
  paymentsOf(billIds: string[]): Promise<BillPayments[]>;
  /** Where a person sees the record in the ERP. */
  webUrl(kind: Document["kind"], id: string): string;
}

export interface ConnectionCheck {
  /** One line for the person who set it up: `Account TSTDRV1 · Honeycomb Builders Inc.` */
  summary: string;
  /**
   * Choices for the settings form. `item` is what a purchase order line without a mapping is posted
   * to.
   */
  choices: { subsidiaries: Choice[]; items: Choice[] };
}

export interface Choice {
  id: string;
  name: string;
}

export type Document = VendorDocument | PurchaseOrderDocument | VendorBillDocument;

export interface VendorDocument {
  kind: "vendor";
  /** Our own id in the ERP; `[A-Za-z0-9_-]` only, the same for ever for the same record. */
  reference: string;
  name: string;
  email?: string;
  phone?: string;
}

export interface PurchaseOrderDocument {
  kind: "purchase_order";
  reference: string;
  /** The commitment's number and title in Procore, for people: `SC-014`, `Structural steel`. */
  number: string;
  title: string;
  /** The vendor's id in the ERP. */
  vendorId: string;
  date: string | undefined;
  total: string;
  lines: PurchaseOrderLine[];
}

export interface PurchaseOrderLine {
  /** Procore's line item id. */
  id: string;
  /** The line's number in the ERP when it exists there already; keeps bills tied to it. */
  erpLine: string | undefined;
  description: string;
  quantity: string | undefined;
  unitCost: string | undefined;
  amount: string;
  costCode: string | undefined;
  costType: string | undefined;
}

export interface VendorBillDocument {
  kind: "vendor_bill";
  reference: string;
  /** The bill's number for people, which payments come back with: the invoice number in Procore. */
  number: string;
  vendorId: string;
  /** The purchase order's id in the ERP. */
  purchaseOrderId: string;
  /** Undefined: the ERP's own default, today. */
  date: string | undefined;
  dueDate: string | undefined;
  memo: string;
  /** Payable now: net of retainage. Equals the sum of the lines. */
  total: string;
  lines: VendorBillLine[];
}

export interface VendorBillLine {
  /** Procore's requisition item id. */
  id: string;
  /** The purchase order line in the ERP that this bills. */
  purchaseOrderLine: string | undefined;
  description: string;
  amount: string;
  costType: string | undefined;
}

export interface Counterpart {
  id: string;
  /** The ERP's number for people: `PO10428`. */
  number: string | undefined;
  /** Our line id → the ERP's line number. Empty for documents without lines. */
  lines: Record<string, string>;
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
  total: string;
  unpaid: string;
  /**
   * How much more the ERP counts as paid than we were shown: a discount, or payments that the
   * connection may not see.
   */
  unseen: string;
  payments: AppliedPayment[];
}

/** One payment's share of one bill. */
export interface AppliedPayment {
  paymentId: string;
  /** What was applied to this bill, positive. */
  amount: string;
  date: string;
  method: "check" | "credit_card" | "electronic";
  checkNumber: string | undefined;
  isVoided: boolean;
}

/**
 * Runs a call in one of the connection's lanes: never more at once than the ERP allows, over all
 * processes.
 */
export type Lane = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * What a connection's owner typed in, as it is stored (encrypted): checked by the system's own
 * schema before it is used.
 */
export interface ConnectorSetUp {
  credentials: unknown;
  settings: unknown;
  lane: Lane;
}
