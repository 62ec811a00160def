import type { NamedRefusal } from "../../errors.ts";

/* What the connector itself refuses, before NetSuite is asked or after it has answered. */

export const itemUnchosen: NamedRefusal = {
  meaning: "item_missing",
  whoseMove: "admin",
  title: "No item is chosen for {record}",
  remedy: "An admin chooses a Default item in Settings. Then retry.",
};

export const vendorAmbiguous: NamedRefusal = {
  meaning: "vendor_ambiguous",
  whoseMove: "accounting",
  title: "NetSuite has several vendors of one name for {record}",
  remedy: "Accounting renames or inactivates all but one of them. Then retry.",
};

export const lineBilled: NamedRefusal = {
  meaning: "line_billed",
  whoseMove: "accounting",
  title: "NetSuite has billed a line that {record} no longer has",
  remedy:
    "Nothing was changed. Accounting credits or deletes the bill of that line in NetSuite, or the change order is approved again in Procore. Then retry.",
};

export const counterpartGone: NamedRefusal = {
  meaning: "counterpart_gone",
  whoseMove: "accounting",
  title: "Somebody deleted the counterpart of {record} in NetSuite",
  remedy:
    "Nothing was sent. Accounting says whether it is to be there: if so, retry, and Crosstie sends it again.",
};

export const anotherRecord: NamedRefusal = {
  meaning: "duplicate",
  whoseMove: "accounting",
  title: "NetSuite has another record under the external ID of {record}",
  remedy:
    "Nothing was changed. Accounting looks at both records in NetSuite, and takes the external ID from the one that Crosstie did not write. Then retry.",
};

export const permissionMissing: NamedRefusal = {
  meaning: "permission",
  whoseMove: "admin",
  title: "The role of the integration lacks permissions in NetSuite",
  remedy:
    'A NetSuite administrator adds these permissions to the role under Setup > Users/Roles > Manage Roles, and "SuiteAnalytics Workbook" and "REST Web Services" among its Setup permissions. Then test the connection again in Settings.',
};

export const receiptMissing: NamedRefusal = {
  meaning: "not_received",
  whoseMove: "accounting",
  title: "NetSuite waits for an item receipt before {record}",
  remedy:
    "Accounting receives these lines of the purchase order in NetSuite, or an admin chooses under Item receipts in Settings that Crosstie writes them, or that none are needed. Then retry.",
};

export const orderLineFull: NamedRefusal = {
  meaning: "over_billed",
  whoseMove: "project",
  title: "NetSuite bills no more on the purchase order of {record}",
  remedy:
    "Somebody corrects the invoice in Procore, or raises that line of the contract there; or accounting corrects the other bills of the line in NetSuite. Then retry.",
};
