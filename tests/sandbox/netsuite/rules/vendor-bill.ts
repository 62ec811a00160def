import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { badReference } from "../records/read-value.ts";
import { invalidContent, userError } from "../refusal.ts";
import { billedLines, decimal, itemized, paid, sum, total } from "./amounts.ts";
import { checkPeriod } from "./periods.ts";
import { addDays, checkHeader, checkLines, defaultApproval } from "./transaction-header.ts";

export function checkVendorBill(
  account: Account,
  draft: NsRecord,
  before: NsRecord | undefined,
): string[] {
  const { fields } = draft;
  const vendor = checkHeader(account, draft);
  fields.account ||= text(vendor, "payablesAccount") || "111";
  if (account.get("account", text(draft, "account"))?.fields.acctType !== "AcctPay") {
    throw badReference(account, text(draft, "account"), "account");
  }
  const warnings = (["item", "expense"] as const).flatMap((sublist) =>
    (draft.lines[sublist] ?? []).flatMap((line, index) =>
      checkOrder(account, draft, line, `${sublist}.items[${index}]`),
    ),
  );
  checkLines(account, draft, before);
  refuseDuplicateNumber(account, draft);
  checkPeriod(account, draft, before);
  fields.terms ??= vendor.fields.terms ?? null;
  const terms = account.get("term", text(draft, "terms"));
  fields.dueDate ||= addDays(text(draft, "tranDate"), terms ? text(terms, "daysUntilNetDue") : "0");
  fields.paymentHold ??= false;
  defaultApproval(account, draft);
  checkTotals(account, draft);
  return warnings;
}

/**
 * A line that bills an order must name a line of an approved order of the same vendor. Billing more
 * than was ordered only warns.
 */
function checkOrder(account: Account, bill: NsRecord, line: Line, path: string): string[] {
  const { fields } = line;
  if (!fields.orderDoc && !fields.orderLine) return [];
  const order = account.get("purchaseOrder", text(line, "orderDoc"));
  if (
    !order ||
    order.fields.entity !== bill.fields.entity ||
    order.fields.currency !== bill.fields.currency
  ) {
    throw badReference(account, text(line, "orderDoc"), `${path}.orderDoc`);
  }
  if (order.fields.approvalStatus !== "2") {
    throw userError(
      `Purchase order ${text(order, "tranId")} is not approved and cannot be billed.`,
    );
  }
  const sublist = path.startsWith("item") ? "item" : "expense";
  const ordered = order.lines[sublist]?.find((one) => String(one.line) === fields.orderLine);
  if (!ordered) {
    throw badReference(account, text(line, "orderLine"), `${path}.orderLine`);
  }
  if (ordered.fields.isClosed === true) {
    throw userError(
      `Line ${ordered.line} of purchase order ${text(order, "tranId")} is closed and cannot be billed.`,
    );
  }
  const what = sublist === "item" ? "item" : "account";
  fields[what] ||= text(ordered, what);
  if (fields[what] !== ordered.fields[what]) {
    throw invalidContent(
      `The ${what} does not match line ${ordered.line} of purchase order ${text(order, "tranId")}.`,
      `${path}.${what}`,
    );
  }
  const others = billedLines(account, order.id, ordered.line, bill.id).map((one) =>
    text(one, "amount"),
  );
  return sum([...others, text(line, "amount")]).gt(decimal(text(ordered, "amount")))
    ? [
        `Line ${ordered.line} of purchase order ${text(order, "tranId")} is billed for more than was ordered.`,
      ]
    : [];
}

function refuseDuplicateNumber(account: Account, draft: NsRecord): void {
  const number = text(draft, "tranId");
  if (!number || !account.options.refuseDuplicateBillNumbers) return;
  const twin = account
    .all("vendorBill")
    .find(
      (bill) =>
        bill.id !== draft.id &&
        bill.fields.entity === draft.fields.entity &&
        bill.fields.tranId === number,
    );
  if (twin) {
    throw userError("This record already exists");
  }
}

function checkTotals(account: Account, draft: NsRecord): void {
  const { userTotal } = draft.fields;
  delete draft.fields.userTotal;
  if (typeof userTotal === "string" && !decimal(userTotal).eq(total(draft))) {
    throw userError(
      `The amount ${userTotal} does not equal the total of the lines, ${sum(itemized(draft).map((line) => text(line, "amount"))).toFixed(2)}.`,
    );
  }
  if (paid(account, draft).gt(total(draft))) {
    throw userError("The total of a bill cannot be less than what has been paid on it.");
  }
}
