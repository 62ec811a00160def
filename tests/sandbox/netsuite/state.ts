import type { Account, NsRecord } from "./account.ts";
import type { Gate } from "./gate.ts";
import { statusOf } from "./rules/status.ts";

const SHOWN = [
  "currency",
  "vendor",
  "purchaseOrder",
  "vendorBill",
  "vendorPayment",
  "journalEntry",
  "vendorCredit",
  "vendorPrepaymentApplication",
  "itemReceipt",
  "vendorPrepayment",
  "check",
  "salesOrder",
  "customer",
  "job",
] as const;

const WITHOUT_STATUS: string[] = ["currency", "vendor", "customer", "job"];

/** The account as plain JSON: records by type, what was deleted, and how busy it has been. */
export function stateOf(account: Account, gate: Gate): unknown {
  const plain = (record: NsRecord) => ({
    ...record,
    ...(WITHOUT_STATUS.includes(record.type) ? {} : { status: statusOf(account, record) }),
  });
  const records = Object.fromEntries(SHOWN.map((type) => [type, account.all(type).map(plain)]));
  return { ...records, deletions: account.deletions, concurrency: gate.state() };
}
