/** Money: decimal text in the document's currency (`1250.50`). Dates: `YYYY-MM-DD`. */
export type Document = VendorDocument | OrderDocument | BillDocument | CreditDocument;

export const documentKinds = ["vendor", "subcontract", "purchase_order", "bill", "credit"] as const;

export type DocumentKind = (typeof documentKinds)[number];

/** A project, cost code or cost type of Procore; the ERP's is found by mapping, code or name. */
export interface Reference {
  /** Procore's; undefined where Procore shows only the code or the name. */
  id: string | undefined;
  code: string | undefined;
  name: string | undefined;
}

export interface Coding {
  project: Reference | undefined;
  costCode: Reference | undefined;
  costType: Reference | undefined;
}

export interface VendorDocument {
  kind: "vendor";
  /** Our own id in the ERP, `[A-Za-z0-9_-]` only. It never changes for a record. */
  reference: string;
  name: string;
  email?: string;
  phone?: string;
}

export interface OrderDocument {
  kind: "subcontract" | "purchase_order";
  reference: string;
  number: string;
  title: string;
  /** Further texts for its memo. */
  remarks?: string[];
  /** In the ERP. */
  vendorId: string;
  date: string | undefined;
  /** ISO 4217; undefined: the company has only one currency. */
  currency: string | undefined;
  total: string;
  lines: OrderLine[];
}

export interface OrderLine extends Coding {
  /** Procore's id; with `change_order:` before it for a line of a change order. */
  id: string;
  /** Its number in the ERP, if the ERP has it already; keeps bills tied to the line. */
  erpLine: string | undefined;
  description: string;
  quantity: string | undefined;
  unitCost: string | undefined;
  amount: string;
}

/** How bills show retainage: within the amounts of their lines, or gross with one line for it. */
export type RetainageForm = "net" | "line";

export interface BillDocument {
  kind: "bill";
  reference: string;
  number: string;
  /** What the bill may be called, best first: the vendor's own number, then ours. */
  numbers: string[];
  vendorId: string;
  /** In the ERP. */
  orderId: string;
  orderKind: OrderDocument["kind"];
  /** What was last written of the order, in the ERP's own shape; null: it was not kept. */
  orderWritten?: unknown;
  /** Undefined: the ERP's own default, today. */
  date: string | undefined;
  dueDate: string | undefined;
  currency: string | undefined;
  memo: string;
  /** Part of `total`, but on none of the lines. */
  tax: string;
  /** Payable now, net of retainage: the sum of the lines and the tax. */
  total: string;
  retainage: RetainageForm;
  /** What credits in the ERP took off the order's lines: its bills may exceed it by as much. */
  credited: string;
  lines: BillLine[];
}

export interface BillLine extends Coding {
  id: string;
  erpLine: string | undefined;
  orderLine: string | undefined;
  /** The line that shows the retainage of all others, which are gross. It bills no work. */
  isRetainage?: true;
  description: string;
  /** Billed this period, before retainage. */
  gross: string;
  /** Held back of this line, and released on it. */
  retainageHeld: string;
  retainageReleased: string;
  /** What is billed: `gross - retainageHeld + retainageReleased`. */
  net: string;
  /** Of `net`, on the order's line before this line. Undefined: Procore does not say it. */
  billedBefore?: string | undefined;
}

/** What a vendor owes us by a negative invoice, in positive amounts. */
export interface CreditDocument {
  kind: "credit";
  reference: string;
  number: string;
  numbers: string[];
  vendorId: string;
  date: string | undefined;
  currency: string | undefined;
  memo: string;
  total: string;
  retainage: RetainageForm;
  lines: CreditLine[];
}

export interface CreditLine extends Coding {
  id: string;
  erpLine: string | undefined;
  isRetainage?: true;
  description: string;
  amount: string;
}
