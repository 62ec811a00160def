import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { badReference } from "../records/read-value.ts";
import { invalidContent, userError } from "../refusal.ts";
import { applied, decimal, due } from "./amounts.ts";
import { checkPeriod } from "./periods.ts";
import { checkHeader } from "./transaction-header.ts";

const PAYS_FROM = ["Bank", "CredCard"];

export function checkVendorPayment(
  account: Account,
  draft: NsRecord,
  before: NsRecord | undefined,
): string[] {
  const { fields } = draft;
  if (before?.fields.voided === true) throw userError("A voided transaction cannot be changed.");
  checkHeader(account, draft);
  const from = account.get("account", text(draft, "account"));
  if (!from) throw userError("Please enter value(s) for: Account");
  if (!PAYS_FROM.includes(text(from, "acctType"))) {
    throw badReference(account, from.id, "account");
  }
  fields.apAcct ||= "111";
  if (!fields.paymentState) fields.approvalStatus = "2";
  fields.toBePrinted ??= false;
  fields.transactionNumber ??= `VENDPYMT${account.next("vendorPayment")}`;
  draft.lines.apply = (draft.lines.apply ?? []).flatMap((line, index) => {
    if (line.fields.apply === false) return [];
    checkApplication(account, draft, line, `apply.items[${index}]`);
    return [line];
  });
  const changed = JSON.stringify(before?.lines.apply) !== JSON.stringify(draft.lines.apply);
  if (!before && draft.lines.apply.length === 0) {
    throw userError("You must apply this payment to at least one bill.");
  }
  if (!before || changed) fields.total = applied(draft).toFixed(2);
  checkPeriod(account, draft, before);
  return [];
}

/** A line of `apply`, of a payment or a credit. */
export function checkApplication(
  account: Account,
  payment: NsRecord,
  line: Line,
  path: string,
): void {
  const bill = account.get("vendorBill", text(line, "doc"));
  if (
    !bill ||
    bill.fields.entity !== payment.fields.entity ||
    bill.fields.currency !== payment.fields.currency
  ) {
    throw badReference(account, text(line, "doc"), `${path}.doc`);
  }
  if (bill.fields.approvalStatus !== "2") {
    throw userError(`Bill ${text(bill, "tranId")} is not approved and cannot be paid.`);
  }
  if (bill.fields.paymentHold === true) {
    throw userError(`Bill ${text(bill, "tranId")} is on payment hold and cannot be paid.`);
  }
  const open = due(account, bill, payment.id);
  line.fields.apply = true;
  line.fields.amount ||= open.minus(decimal(text(line, "disc"))).toFixed(2);
  if (decimal(text(line, "amount")).lte(0)) {
    throw invalidContent("The amount applied must be more than zero.", `${path}.amount`);
  }
  if (
    decimal(text(line, "amount"))
      .plus(decimal(text(line, "disc")))
      .gt(open)
  ) {
    throw userError(
      `The amount applied to bill ${text(bill, "tranId")} exceeds what is due on it, ${open.toFixed(2)}.`,
    );
  }
}
