import type { MissingPermission } from "../missing-permission.ts";

export interface Permission extends MissingPermission {
  /** Tables that it opens to SuiteQL, by name. One of them closed: it is missing. */
  tables?: readonly (keyof typeof TABLES)[];
  /** The record type that it opens to the record service. */
  record?: string;
  /** A column that only an account with the feature has: without it nothing is missing. */
  feature?: { table: keyof typeof TABLES; column: string };
}

/** By a column that each has. */
export const TABLES = {
  transaction: "id",
  transactionline: "id",
  nexttransactionlinelink: "nextdoc",
  transactionaccountingline: "transaction",
  vendor: "id",
  vendorsubsidiaryrelationship: "id",
  item: "id",
  account: "id",
  subsidiary: "id",
  currency: "id",
  department: "id",
  classification: "id",
  location: "id",
  salestaxitem: "id",
  job: "id",
  customer: "id",
  customfield: "scriptid",
  deletedrecord: "recordid",
} as const;

/**
 * Source of the names: NetSuite's records catalog and "NetSuite Permissions Usage 2024.1", both in
 * github iloveitaly/netsuite-permissions.
 */
export type Row = Omit<Permission, "isNeeded">;

const LATER = "What else the role lacks shows only then: give it, and test the connection again.";

/** The role sees no table at all: what it lacks of lists cannot be told. */
export const NO_QUERIES: readonly Permission[] = [
  {
    permission: "Reports > SuiteAnalytics Workbook",
    level: "Edit",
    isNeeded: true,
    says: `Crosstie can query nothing in NetSuite. ${LATER}`,
  },
];

/** The role is let into nothing, so nothing can be told of the others. */
export const NO_REST: readonly Permission[] = [
  {
    permission: "Setup > REST Web Services",
    level: "Full",
    isNeeded: true,
    says: `NetSuite answers this role nothing over REST. ${LATER}`,
  },
  {
    permission: "Setup > Log in using OAuth 2.0 Access Tokens",
    level: "Full",
    isNeeded: true,
    says: "NetSuite answers in the same way where this one is missing.",
  },
];
