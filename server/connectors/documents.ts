/**
 * What may be written to an ERP, in our words. A connector maps it to what its system calls it.
 *
 * Money is a decimal string in the document's currency (`"1250.50"`), ids are strings, dates are
 * `YYYY-MM-DD`.
 */
export type Document = VendorDocument | OrderDocument | BillDocument | CreditDocument;

export const documentKinds = ["vendor", "subcontract", "purchase_order", "bill", "credit"] as const;

export type DocumentKind = (typeof documentKinds)[number];

/** One of Procore's own things: an ERP finds its own by a mapping, by code or by name. */
export interface Reference {
  /** Procore's id; undefined where Procore shows the code or the name alone. */
  id: string | undefined;
  code: string | undefined;
  name: string | undefined;
}

/** Where an amount belongs in the books. */
export interface Coding {
  project: Reference | undefined;
  costCode: Reference | undefined;
  costType: Reference | undefined;
}

export interface VendorDocument {
  kind: "vendor";
  /** Our own id in the ERP; `[A-Za-z0-9_-]` only, the same for ever for the same record. */
  reference: string;
  name: string;
  email?: string;
  phone?: string;
}

/** What a commitment is in the books: which of the two kinds decides the ERP's own document. */
export interface OrderDocument {
  kind: "subcontract" | "purchase_order";
  reference: string;
  /** The commitment's number and title in Procore, for people: `SC-014`, `Structural steel`. */
  number: string;
  title: string;
  /** The vendor's id in the ERP. */
  vendorId: string;
  date: string | undefined;
  /** ISO 4217; undefined where the company has one currency only. */
  currency: string | undefined;
  total: string;
  lines: OrderLine[];
}

export interface OrderLine extends Coding {
  /** Procore's line item id. */
  id: string;
  /** The line's number in the ERP when it exists there already; keeps bills tied to it. */
  erpLine: string | undefined;
  description: string;
  quantity: string | undefined;
  unitCost: string | undefined;
  amount: string;
}

export interface BillDocument {
  kind: "bill";
  reference: string;
  /** The bill's number for people, which payments come back with: one of `numbers`. */
  number: string;
  /** What it may be called, best first: the vendor's own number, or ours where there is none. */
  numbers: string[];
  vendorId: string;
  /** The order's id in the ERP, and which of the two kinds it is. */
  orderId: string;
  orderKind: OrderDocument["kind"];
  /** What was written of the order last, in the ERP's own shape; null where that was not kept. */
  orderWritten?: unknown;
  /** Undefined: the ERP's own default, today. */
  date: string | undefined;
  dueDate: string | undefined;
  currency: string | undefined;
  memo: string;
  /** Part of what is payable, but on none of the lines. */
  tax: string;
  /** Payable now: net of retainage. Equals the sum of the lines and the tax. */
  total: string;
  /** What credits on the same order come to in the ERP: its bills may come to as much more. */
  credited: string;
  lines: BillLine[];
}

export interface BillLine extends Coding {
  /** Procore's requisition item id. */
  id: string;
  /** The line's number in the ERP when it exists there already. */
  erpLine: string | undefined;
  /** The order's line in the ERP that this bills. */
  orderLine: string | undefined;
  description: string;
  /** Billed this period, before anything is held back. */
  gross: string;
  /** Held back from this bill; an ERP that keeps retainage itself is told, the others bill `net`. */
  retainageHeld: string;
  /** Held back earlier and payable now. */
  retainageReleased: string;
  /** `gross - retainageHeld + retainageReleased`. */
  net: string;
  /**
   * The net of all that was billed on the order's line before: on earlier bills, and on the lines of
   * this one that come first. Undefined: Procore does not say.
   */
  billedBefore?: string | undefined;
}

/** What a vendor owes by a negative invoice. Amounts are the credit's: what is owed is positive. */
export interface CreditDocument {
  kind: "credit";
  reference: string;
  /** As of a bill. */
  number: string;
  numbers: string[];
  vendorId: string;
  date: string | undefined;
  currency: string | undefined;
  memo: string;
  /** The sum of the lines. */
  total: string;
  lines: CreditLine[];
}

export interface CreditLine extends Coding {
  /** Procore's requisition item id. */
  id: string;
  /** The line's number in the ERP when it exists there already. */
  erpLine: string | undefined;
  description: string;
  amount: string;
}
