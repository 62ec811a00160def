import type { Account } from "../account.ts";
import type { RecordType } from "../records/schema.ts";
import { Refusal } from "../refusal.ts";

/** What NetSuite calls the permission in its message. */
const PERMISSIONS: Partial<Record<RecordType, string>> = {
  vendor: "Lists -> Vendors",
  account: "Lists -> Accounts",
  item: "Lists -> Items",
  subsidiary: "Setup -> Subsidiaries",
  currency: "Lists -> Currency",
  purchaseOrder: "Transactions -> Purchase Order",
  vendorBill: "Transactions -> Bills",
  vendorPayment: "Transactions -> Pay Bills",
  vendorCredit: "Transactions -> Enter Vendor Credits",
  journalEntry: "Transactions -> Make Journal Entry",
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
  if (!isHidden(account, type)) return;
  const permission = PERMISSIONS[type] ?? `Lists -> ${type}`;
  throw new Refusal(403, {
    detail: `Permission Violation: You need  the '${permission}' permission to access this page. Please contact your account administrator.`,
    code: "INSUFFICIENT_PERMISSION",
  });
}
