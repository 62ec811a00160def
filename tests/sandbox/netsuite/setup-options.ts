import type { RecordType } from "./records/schema.ts";

/** What happens whenever a record of this type is saved, until it is mended or has come `times`. */
export interface Disturbance {
  type: RecordType;
  /** Only the record with this external id. */
  externalId?: string | undefined;
  by: "script" | "script_error" | "unexpected" | "warning";
  name: string;
  message: string;
  times: number;
}

/** What an administrator sets up: sign-in, the role, features beside the ledger. */
export interface SetupOptions {
  consumerKey: string;
  consumerSecret: string;
  tokenId: string;
  tokenSecret: string;
  /** Token-based authentication: no longer for new integrations, and still on in many accounts. */
  tokenBasedAuth: boolean;
  /** Milliseconds that a task of an asynchronous request takes. */
  asyncMs: number;
  /** Unconfirmed which: NetSuite's help says a query cannot be asynchronous, one client does it. */
  asyncQueries: boolean;
  /** Unconfirmed which: Oracle says 400, one client has met 409. */
  reusedKeyStatus: 400 | 409;
  /** Tables out of the role's reach, in lower case; their records are refused as well. */
  hiddenTables: string[];
  /** What the role may not do at all, by NetSuite's own name of the permission. */
  lackedByRole: (typeof LACKABLE)[number][];
  /** Kinds of records that the role may view and not edit. */
  viewOnly: RecordType[];
  /**
   * Unconfirmed how often: NetSuite opens a record that is read by its id as for editing, so that a
   * role that may only view it can fail to read it (help, subsect_1544786455).
   */
  viewOnlyReads: "refused" | "shown";
  /** Unconfirmed which: SuiteQL names the permission, or finds no table. */
  withoutWorkbook: "forbidden" | "not_found";
  /**
   * What a table says whose feature is off (subsidiary, currency): that it is unknown, or, as live
   * accounts do, that the record was not found.
   */
  offTables: "unknown" | "not_found";
  /** `account` on transaction and transactionline: gone from live accounts, said in two ways. */
  accountColumns: "shown" | "unknown" | "removed";
  /** Which of the two a vendor of another subsidiary is refused by: both were met. */
  vendorElsewhere: "entity" | "subsidiary";
  /** Unconfirmed how strict a vendor's phone is: seven signs, or one of the formats of its help. */
  phoneCheck: "length" | "formats";
  /** Unconfirmed which code a bad e-mail address or phone number has. */
  contactRefusal: "USER_ERROR" | "INVALID_CONTENT";
  /** Unconfirmed which: whether a merge fills the target's external id where it has none. */
  mergedExternalId: "lost" | "moved";
  /** Custom fields that take an entry of a list, by script id: the ids of its entries, and their names. */
  customLists: Record<string, Record<string, string>>;
  /** Where a mandatory custom field is made so: by itself, or by the form alone, which no query shows. */
  mandatoryBy: "field" | "form";
  /** Scripts that fail or warn, and what is broken: acts add and mend them. */
  disturbances: Disturbance[];
}

export const LACKABLE = ["REST Web Services", "SuiteAnalytics Workbook"] as const;

export const SETUP_DEFAULTS: SetupOptions = {
  consumerKey: "b1e5c0a94d7f4a52b0c89f63a7d21e7c4f9d8a6b5c4e3f2a1b0c9d8e7f6a5b4c",
  consumerSecret: "3f6a9c2e5d8b1f4a7c0e3d6b9a2f5c8e1b4d7a0f3c6e9b2d5a8f1c4e7b0d3a6f",
  tokenId: "9d2c5b8e1a4f7d0c3b6e9a2f5d8c1b4e7a0f3d6c9b2e5a8f1d4c7b0e3a6f9d2c",
  tokenSecret: "5a8d1f4c7b0e3a6d9f2c5b8e1a4d7f0c3b6e9a2d5f8c1b4e7a0d3f6c9b2e5a8d",
  tokenBasedAuth: true,
  asyncMs: 0,
  asyncQueries: false,
  reusedKeyStatus: 400,
  hiddenTables: [],
  lackedByRole: [],
  viewOnly: [],
  viewOnlyReads: "refused",
  withoutWorkbook: "forbidden",
  offTables: "unknown",
  accountColumns: "shown",
  vendorElsewhere: "entity",
  phoneCheck: "length",
  contactRefusal: "USER_ERROR",
  mergedExternalId: "lost",
  customLists: {},
  mandatoryBy: "field",
  disturbances: [],
};

export const SETUP_SWITCHES = [
  "tokenBasedAuth",
  "asyncMs",
  "asyncQueries",
  "reusedKeyStatus",
  "hiddenTables",
  "lackedByRole",
  "viewOnlyReads",
  "withoutWorkbook",
  "offTables",
  "accountColumns",
  "vendorElsewhere",
  "phoneCheck",
  "contactRefusal",
  "mergedExternalId",
  "customLists",
  "mandatoryBy",
] as const satisfies (keyof SetupOptions)[];
