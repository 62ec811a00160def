import type { NamedRefusal } from "../../errors.ts";

export const itemUnchosen: NamedRefusal = {
  meaning: "item_missing",
  whoseMove: "admin",
  title: "No item is chosen for {record}",
  remedy: "An admin chooses a Default item in Settings. Then retry.",
};

export const retainageItemUnchosen: NamedRefusal = {
  meaning: "item_missing",
  whoseMove: "admin",
  title: "No item is chosen for the retainage of {record}",
  remedy:
    "An admin chooses Gross, with one line for retainage in Settings, under Retainage, and a Retainage item. Then retry.",
};

export const customValueWrong: NamedRefusal = {
  meaning: "value_unknown",
  whoseMove: "admin",
  title: "A custom field of {record} has a value that it cannot take",
  remedy: "An admin corrects it in Settings, under Value of a custom field. Then retry.",
};

export const linesTypedAnew: NamedRefusal = {
  meaning: "lines_typed_anew",
  whoseMove: "accounting",
  title: "Accounting typed lines of {record} anew in NetSuite",
  remedy:
    "Nothing was changed. Accounting makes its lines in NetSuite what Procore says, or deletes it there, so that Crosstie sends it again. Then retry.",
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

const ADD_PERMISSIONS =
  "A NetSuite administrator adds these permissions to the role under Setup > Users/Roles > Manage Roles, subtab Permissions.";

export const permissionMissing: NamedRefusal = {
  meaning: "permission",
  whoseMove: "admin",
  title: "The role of the integration lacks permissions in NetSuite",
  remedy: `${ADD_PERMISSIONS} Then test the connection again in Settings.`,
};

/** Said where the connection is tested. */
export const permissionsLacked: NamedRefusal = {
  ...permissionMissing,
  remedy: `${ADD_PERMISSIONS} Then test the connection again.`,
};

export const vendorInactive: NamedRefusal = {
  meaning: "vendor_inactive",
  whoseMove: "accounting",
  title: "The vendor of {record} is inactive in NetSuite",
  remedy:
    "Accounting makes it active there: on the vendor, subtab System Information, it clears Inactive. Then retry.",
};

export const vendorBilled: NamedRefusal = {
  meaning: "vendor_billed",
  whoseMove: "project",
  title: "NetSuite has billed {record} for its former vendor",
  remedy:
    "Nothing was changed. Somebody gives the commitment its former vendor again in Procore and writes a new one for the other vendor; or accounting deletes its bills in NetSuite, and somebody presses Sync now.",
};

export const vendorRefused: NamedRefusal = {
  meaning: "value_unknown",
  whoseMove: "accounting",
  title: "NetSuite does not take the vendor of {record}",
  remedy:
    "Accounting looks in NetSuite whether the role of the integration may use this vendor, and at what NetSuite says below. Then retry.",
};

export const currencyDiffers: NamedRefusal = {
  meaning: "currency_differs",
  whoseMove: "accounting",
  title: "NetSuite cannot take {record} in its currency",
  remedy:
    "Nothing was sent. Accounting gives the vendor that currency in NetSuite (the vendor, subtab Financial, Currencies), or somebody corrects the currency on the commitment in Procore. Then retry.",
};

export const orderCurrencyDiffers: NamedRefusal = {
  ...currencyDiffers,
  remedy:
    "Nothing was sent: NetSuite bills an order in the order's own currency alone. Accounting corrects the currency of the purchase order in NetSuite, or somebody corrects it on the commitment in Procore. Then retry.",
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
