import { text, type Account, type NsRecord } from "../account.ts";
import { userError } from "../refusal.ts";
import { itemized, linesMadeFrom } from "./amounts.ts";
import {
  addDays,
  checkHeader,
  checkLines,
  defaultApproval,
  refuseNegativeTotal,
} from "./transaction-header.ts";

export function checkPurchaseOrder(
  account: Account,
  draft: NsRecord,
  before: NsRecord | undefined,
): string[] {
  const { fields } = draft;
  const vendor = checkHeader(account, draft);
  if (before && billsOf(account, before.id).length > 0 && fields.entity !== before.fields.entity) {
    throw userError("You cannot change the vendor of a purchase order that has been billed.");
  }
  checkLines(account, draft, before);
  refuseNegativeTotal(draft);
  refuseLostLines(account, draft, before);
  fields.terms ??= vendor.fields.terms ?? null;
  const terms = account.get("term", text(draft, "terms"));
  if (terms) fields.dueDate ||= addDays(text(draft, "tranDate"), text(terms, "daysUntilNetDue"));
  fields.tranId ||= `PO${account.next("purchaseOrder")}`;
  takeOrderStatus(draft, before);
  defaultApproval(account, draft);
  return [];
}

/**
 * The order status that was sent (A pending, B approved) is another way to write the approval; all
 * others follow from the lines.
 */
function takeOrderStatus({ fields }: NsRecord, before: NsRecord | undefined): void {
  if (fields.orderStatus === before?.fields.orderStatus) return;
  if (fields.orderStatus === "A") fields.approvalStatus = "1";
  if (fields.orderStatus === "B") fields.approvalStatus = "2";
}

function refuseLostLines(account: Account, draft: NsRecord, before: NsRecord | undefined): void {
  if (!before) return;
  const kept = new Set(itemized(draft).map(({ line }) => line));
  const lost = itemized(before).find(
    ({ line }) =>
      !kept.has(line) &&
      (["vendorBill", "itemReceipt"] as const).some(
        (type) => linesMadeFrom(account, type, { order: before.id, line }).length > 0,
      ),
  );
  if (lost) throw userError(`You cannot remove line ${lost.line}: it has been billed or received.`);
}

export function billsOf(account: Account, order: string): NsRecord[] {
  return account.linkedTo(order).filter(({ type }) => type === "vendorBill");
}
