import type { Account } from "../account.ts";
import type { Options } from "../options.ts";
import type { RecordType } from "../records/schema.ts";
import { Refusal } from "../refusal.ts";

/**
 * What NetSuite calls the permission in its message. Source: "NetSuite Permissions Usage 2024.1" and the
 * records catalog, both in github iloveitaly/netsuite-permissions.
 */
const PERMISSIONS: Partial<Record<RecordType, string>> = {
  vendor: "Lists -> Vendors",
  account: "Lists -> Accounts",
  item: "Lists -> Items",
  subsidiary: "Lists -> Subsidiaries",
  currency: "Lists -> Currency",
  department: "Lists -> Departments",
  classification: "Lists -> Classes",
  location: "Lists -> Locations",
  customer: "Lists -> Customers",
  job: "Lists -> Projects",
  purchaseOrder: "Transactions -> Purchase Order",
  vendorBill: "Transactions -> Bills",
  vendorPayment: "Transactions -> Pay Bills",
  vendorCredit: "Transactions -> Enter Vendor Credits",
  vendorPrepayment: "Transactions -> Vendor Prepayment",
  vendorPrepaymentApplication: "Transactions -> Vendor Prepayment Application",
  journalEntry: "Transactions -> Make Journal Entry",
  itemReceipt: "Transactions -> Item Receipt",
};

export function isHidden({ options }: Account, type: RecordType): boolean {
  const hidden: string[] = [...options.hiddenTables, ...options.hiddenFromRole];
  return hidden.some((name) => name.toLowerCase() === type.toLowerCase());
}

/**
 * A record out of the role's reach. Source: tests/fixtures/netsuite, "Permission Violation", from
 * live accounts; their double blank is NetSuite's own.
 */
export function refuseHidden(account: Account, type: RecordType): void {
  if (isHidden(account, type)) throw permissionViolation(PERMISSIONS[type] ?? `Lists -> ${type}`);
}

/** The words: tests/fixtures/netsuite, "a higher level". Lists are shown to whoever may view. */
export function refuseViewOnly({ options }: Account, type: RecordType, isRead: boolean): void {
  if (!options.viewOnly.includes(type) || (isRead && options.viewOnlyReads === "shown")) return;
  throw new Refusal(400, {
    detail: `Permission Violation: You need a higher level of the '${PERMISSIONS[type] ?? type}' permission to access this page. Please contact your account administrator.`,
    code: "USER_ERROR",
  });
}

/**
 * Before any record is looked at. Source: improvado.io, "Oracle NetSuite - Troubleshooting", an answer
 * of a live account.
 */
export function refuseWithoutRest({ lackedByRole }: Options): void {
  if (lackedByRole.includes("REST Web Services")) {
    throw new Refusal(400, {
      detail: "Your current role does not have permission to perform this action.",
      code: "USER_ERROR",
    });
  }
}

/** SuiteQL needs this permission; unconfirmed what it says without: see `withoutWorkbook`. */
export function lacksWorkbook({ lackedByRole }: Options): boolean {
  return lackedByRole.includes("SuiteAnalytics Workbook");
}

export function permissionViolation(permission: string): Refusal {
  return new Refusal(403, {
    detail: `Permission Violation: You need  the '${permission}' permission to access this page. Please contact your account administrator.`,
    code: "INSUFFICIENT_PERMISSION",
  });
}
