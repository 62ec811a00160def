import type { Row } from "./permission.ts";

const VENDORS = { permission: "Lists > Vendors", tables: ["vendor"], record: "vendor" } as const;

/** Without these nothing is synced. */
export const neededPermissions: readonly Row[] = [
  {
    permission: "Transactions > Find Transaction",
    level: "View",
    tables: ["transaction", "transactionline", "nexttransactionlinelink"],
    says: "Crosstie cannot find in NetSuite what it has written, nor what was paid.",
  },
  {
    permission: "Transactions > Purchase Order",
    level: "Full",
    record: "purchaseOrder",
    says: "Crosstie cannot write purchase orders.",
  },
  {
    permission: "Transactions > Bills",
    level: "Full",
    record: "vendorBill",
    says: "Crosstie cannot write vendor bills.",
  },
  {
    ...VENDORS,
    level: "Edit",
    onlyWith: { setting: "createVendors", values: ["false"] },
    says: "Crosstie cannot read vendors, which NetSuite opens as for editing, and each order and bill has one.",
  },
  {
    ...VENDORS,
    level: "Full",
    onlyWith: { setting: "createVendors", values: ["true"] },
    says: "Crosstie can neither find nor create vendors, and each order and bill has one.",
  },
  {
    permission: "Lists > Items",
    level: "View",
    tables: ["item"],
    says: "No item can be chosen, and each line of an order and a bill has one.",
  },
  {
    permission: "Lists > Accounts",
    level: "View",
    tables: ["account"],
    says: "Crosstie cannot read payments.",
  },
  {
    permission: "Lists > Currency",
    level: "View",
    tables: ["currency"],
    feature: { table: "transaction", column: "currency" },
    says: "The account has several currencies, and nothing is sent while Crosstie cannot tell which one a document is in.",
  },
];
