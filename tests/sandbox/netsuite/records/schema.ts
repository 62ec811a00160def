export type RecordType =
  | "vendor"
  | "customer"
  | "job"
  | "salesOrder"
  | "vendorPrepayment"
  | "check"
  | "purchaseOrder"
  | "vendorBill"
  | "vendorPayment"
  | "itemReceipt"
  | "journalEntry"
  | "vendorCredit"
  | "vendorPrepaymentApplication"
  | "account"
  | "item"
  | "subsidiary"
  | "location"
  | "department"
  | "classification"
  | "salesTaxItem"
  | "term"
  | "currency"
  | "accountingPeriod";

export interface Field {
  kind:
    | "text"
    | "date"
    | "datetime"
    | "amount"
    | "number"
    | "integer"
    | "flag"
    | "reference"
    | "document"
    | "enum"
    | "address";
  to?: RecordType;
  /** What else it may point to: ids of entities are of one series. */
  or?: RecordType[];
  max?: number;
  /** Enum ids and their labels. */
  labels?: Record<string, string>;
  /** Worked out by the account; a value sent for it is ignored. */
  computed?: true;
  /** Of a custom field: what people call it. */
  customLabel?: string;
  /** Only there when the account has the feature. */
  feature?: "oneWorld" | "multiCurrency";
}

export interface Sublist {
  /** Columns that tell a line from its siblings; none: lines are always appended. */
  keys: string[];
  columns: Record<string, Field>;
}

export interface RecordSchema {
  /** As NetSuite calls it in messages. */
  label: string;
  readOnly?: true;
  /** Its collection is refused; single records are read. */
  notListed?: true;
  fields: Record<string, Field>;
  sublists: Record<string, Sublist>;
  filterable: string[];
}
