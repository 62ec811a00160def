import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { badReference } from "../records/read-value.ts";
import { userError } from "../refusal.ts";
import { decimal } from "./amounts.ts";
import { countOf } from "./order-count.ts";
import { checkPeriod } from "./periods.ts";
import { checkHeader, checkLines } from "./transaction-header.ts";

/**
 * A receipt takes lines of one order, each up to what is not received yet; more only where the
 * account allows overage. Source: NetSuite help, "Receiving a Purchase Orders With Advanced
 * Receiving"; the words of the last refusal are ours.
 */
export function checkItemReceipt(
  account: Account,
  draft: NsRecord,
  before: NsRecord | undefined,
): string[] {
  checkHeader(account, draft);
  const order = account.get("purchaseOrder", text(draft, "createdFrom"));
  if (!order || (before && before.fields.createdFrom !== order.id)) {
    throw badReference(account, text(draft, "createdFrom"), "createdFrom");
  }
  if (order.fields.approvalStatus !== "2") {
    throw userError(`You can not initialize itemreceipt: invalid reference ${order.id}.`);
  }
  for (const sublist of ["item", "expense"] as const) {
    const isTaken = sublist === "item" ? "itemReceive" : "markReceived";
    draft.lines[sublist] = (draft.lines[sublist] ?? []).flatMap((line, index) => {
      if (line.fields[isTaken] === false) return [];
      line.fields[isTaken] = true;
      takeLine(account, { receipt: draft, order }, line, {
        sublist,
        path: `${sublist}.items[${index}]`,
      });
      return [line];
    });
  }
  checkLines(account, draft, before);
  checkPeriod(account, draft, before);
  draft.fields.tranId ||= `IR${account.next("itemReceipt")}`;
  return [];
}

function takeLine(
  account: Account,
  { receipt, order }: { receipt: NsRecord; order: NsRecord },
  line: Line,
  { sublist, path }: { sublist: "item" | "expense"; path: string },
): void {
  const { fields } = line;
  const ordered = order.lines[sublist]?.find((one) => String(one.line) === fields.orderLine);
  if (!ordered || ordered.fields.isClosed === true) {
    throw badReference(account, text(line, "orderLine"), `${path}.orderLine`);
  }
  const { receivable } = countOf(account, order, ordered, receipt.id);
  fields.orderDoc = order.id;
  if (sublist === "expense") {
    fields.account = text(ordered, "account");
    fields.amount = text(ordered, "amount");
    if (receivable.isZero()) throw badReference(account, text(line, "orderLine"), path);
    return;
  }
  fields.item = text(ordered, "item");
  fields.quantity ||= receivable.toFixed();
  fields.rate ||= text(ordered, "rate");
  if (!account.options.overageOnReceipts && decimal(text(line, "quantity")).gt(receivable)) {
    throw userError(
      `You cannot receive ${text(line, "quantity")} on line ${ordered.line}: ${receivable.toFixed()} is left.`,
    );
  }
}
