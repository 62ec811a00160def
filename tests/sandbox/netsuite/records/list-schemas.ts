import {
  choice,
  currency,
  date,
  flag,
  integer,
  number,
  reference,
  subsidiary,
  text,
} from "./fields.ts";
import type { Field, RecordSchema } from "./schema.ts";

export const ACCOUNT_TYPES = {
  AcctPay: "Accounts Payable",
  Bank: "Bank",
  COGS: "Cost of Goods Sold",
  CredCard: "Credit Card",
  Expense: "Expense",
  OthCurrAsset: "Other Current Asset",
  OthCurrLiab: "Other Current Liability",
};

type ListType =
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

/** What a connector reads and never writes. */
export const listSchemas: Record<ListType, RecordSchema> = {
  account: list("Account", {
    acctNumber: text(),
    acctName: text(),
    acctType: choice(ACCOUNT_TYPES),
    isSummary: flag,
  }),
  item: list("Item", {
    itemId: text(),
    displayName: text(),
    itemType: choice({ OthCharge: "Other Charge" }),
    expenseAccount: reference("account"),
    isFulfillable: flag,
  }),
  subsidiary: list("Subsidiary", {
    name: text(),
    currency,
    country: choice({ US: "United States", CA: "Canada" }),
    isElimination: flag,
  }),
  location: list("Location", { name: text(), subsidiary }),
  department: list("Department", { name: text() }),
  classification: list("Class", { name: text() }),
  salesTaxItem: list("Tax Code", { itemId: text(), description: text() }),
  term: list("Term", { name: text(), daysUntilNetDue: integer }),
  currency: list("Currency", { name: text(), symbol: text(), exchangeRate: number }),
  accountingPeriod: list("Accounting Period", {
    periodName: text(),
    startDate: date,
    endDate: date,
    isPosting: flag,
    isAdjust: flag,
    isYear: flag,
    isQuarter: flag,
    closed: flag,
    apLocked: flag,
    arLocked: flag,
    allLocked: flag,
  }),
};

function list(label: string, fields: Record<string, Field>): RecordSchema {
  return {
    label,
    readOnly: true,
    fields: { ...fields, isInactive: flag },
    sublists: {},
    filterable: ["id", "externalId", ...Object.keys(fields), "isInactive"],
  };
}
