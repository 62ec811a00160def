import type { Row } from "./permission.ts";

const CREDITS = {
  permission: "Transactions > Enter Vendor Credits",
  record: "vendorCredit",
} as const;
const onLines = (column: string) => ({ table: "transactionline", column }) as const;
const inOneWorld = { table: "transaction", column: "subsidiary" } as const;

/** Each for a part of what is synced. */
export const furtherPermissions: readonly Row[] = [
  {
    permission: "Transactions > Find Transaction",
    level: "View",
    tables: ["transactionaccountingline"],
    says: "Some payments are shown without how they were made.",
  },
  {
    permission: "Lists > Vendors",
    level: "View",
    tables: ["vendorsubsidiaryrelationship"],
    feature: inOneWorld,
    says: "Crosstie cannot see of which other subsidiaries a vendor is, and may take one that is of the right subsidiary for one that is not.",
  },
  {
    permission: "Lists > Subsidiaries",
    level: "View",
    tables: ["subsidiary"],
    feature: inOneWorld,
    says: "No default subsidiary can be chosen: NetSuite may refuse new vendors and purchase orders without one.",
  },
  {
    permission: "Transactions > Pay Bills",
    level: "View",
    record: "vendorPayment",
    says: "Crosstie cannot see payments: a bill that was paid is held back, and Payments Issued does not show what paid it.",
  },
  {
    ...CREDITS,
    level: "Full",
    onlyWith: { setting: "credits", values: [null, "written"] },
    says: "Crosstie cannot write vendor credits for negative invoices, and a bill that a credit has settled is held back.",
  },
  {
    ...CREDITS,
    level: "View",
    onlyWith: { setting: "credits", values: ["by_hand"] },
    says: "A bill that a credit has settled is held back: Crosstie cannot see by what.",
  },
  {
    permission: "Transactions > Make Journal Entry",
    level: "View",
    record: "journalEntry",
    says: "A bill that a journal has settled is held back: Crosstie cannot see by what.",
  },
  {
    permission: "Transactions > Vendor Prepayment Application",
    level: "View",
    record: "vendorPrepaymentApplication",
    says: "A bill that a prepayment has settled is held back: Crosstie cannot see by what.",
  },
  {
    permission: "Transactions > Item Receipt",
    level: "Full",
    record: "itemReceipt",
    onlyWith: { setting: "itemReceipts", values: ["crosstie"] },
    says: "Crosstie cannot write item receipts as Settings asks: bills that need one first are refused.",
  },
  {
    permission: "Lists > Departments",
    level: "View",
    tables: ["department"],
    feature: onLines("department"),
    says: "No department can be chosen: where one is mandatory, NetSuite refuses orders and bills.",
  },
  {
    permission: "Lists > Classes",
    level: "View",
    tables: ["classification"],
    feature: onLines("class"),
    says: "No class can be chosen: where one is mandatory, NetSuite refuses orders and bills.",
  },
  {
    permission: "Lists > Locations",
    level: "View",
    tables: ["location"],
    feature: onLines("location"),
    says: "No location can be chosen: where one is mandatory, NetSuite refuses orders and bills.",
  },
  {
    permission: "Lists > Tax Records",
    level: "View",
    tables: ["salestaxitem"],
    says: "No tax code can be chosen: where one is mandatory, NetSuite refuses orders and bills.",
  },
  {
    permission: "Lists > Projects",
    level: "View",
    tables: ["job"],
    says: "Lines cannot be for a NetSuite project. Where the account has no projects, nothing is amiss.",
  },
  {
    permission: "Lists > Customers",
    level: "View",
    tables: ["customer"],
    says: "Lines cannot be for a NetSuite customer.",
  },
  {
    permission: "Setup > Custom Fields",
    level: "View",
    tables: ["customfield"],
    says: "Crosstie cannot see which custom fields are mandatory: NetSuite may refuse what lacks them.",
  },
  {
    permission: "Setup > Deleted Records",
    level: "View",
    tables: ["deletedrecord"],
    says: "What is deleted in NetSuite is found by comparison, up to a day later. Only administrators have this permission by default.",
  },
];
