import { text, type Account, type NsRecord } from "../account.ts";
import { userError } from "../refusal.ts";
import { applied, decimal, itemized, sum } from "./amounts.ts";
import { checkPeriod } from "./periods.ts";
import { checkHeader, checkLines } from "./transaction-header.ts";
import { checkApplication } from "./vendor-payment.ts";

/** Its lines say how much, `apply` on which bills; what is not applied stays open. */
export function checkVendorCredit(
  account: Account,
  draft: NsRecord,
  before: NsRecord | undefined,
): string[] {
  const { fields } = draft;
  const vendor = checkHeader(account, draft);
  fields.account ||= text(vendor, "payablesAccount") || "111";
  fields.approvalStatus ||= "2";
  checkLines(account, draft, before);
  fields.total = sum(itemized(draft).map((line) => text(line, "amount"))).toFixed(2);
  draft.lines.apply = (draft.lines.apply ?? []).flatMap((line, index) => {
    if (line.fields.apply === false) return [];
    checkApplication(account, draft, line, `apply.items[${index}]`);
    return [line];
  });
  if (applied(draft).gt(decimal(text(draft, "total")))) {
    throw userError("You cannot apply more than the total of this credit.");
  }
  checkPeriod(account, draft, before);
  return [];
}
