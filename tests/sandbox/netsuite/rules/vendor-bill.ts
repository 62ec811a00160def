import { text, type Account, type NsRecord } from "../account.ts";
import { badReference } from "../records/read-value.ts";
import { userError } from "../refusal.ts";
import { decimal, itemized, paid, sum, total } from "./amounts.ts";
import { checkPeriod } from "./periods.ts";
import { tieToOrder } from "./tie-to-order.ts";
import {
  addDays,
  checkHeader,
  checkLines,
  defaultApproval,
  refuseNegativeTotal,
} from "./transaction-header.ts";

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
      tieToOrder(account, draft, line, `${sublist}.items[${index}]`),
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
  refuseNegativeTotal(draft);
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
