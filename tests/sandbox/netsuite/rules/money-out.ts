import { text, type Account, type NsRecord } from "../account.ts";
import { badReference } from "../records/read-value.ts";
import { userError } from "../refusal.ts";
import { today } from "./account-date.ts";
import { decimal } from "./amounts.ts";
import { checkPeriod } from "./periods.ts";
import { checkHeader, checkLines } from "./transaction-header.ts";

const PAYS_FROM = ["Bank", "CredCard"];

function checkBank(account: Account, draft: NsRecord): void {
  const from = account.get("account", text(draft, "account"));
  if (!from) throw userError("Please enter value(s) for: Account");
  if (!PAYS_FROM.includes(text(from, "acctType"))) throw badReference(account, from.id, "account");
}

/** Money to anyone, booked by its lines, with no bill between. */
export function checkCheck(
  account: Account,
  draft: NsRecord,
  before: NsRecord | undefined,
): string[] {
  const { fields } = draft;
  checkBank(account, draft);
  if (account.get("vendor", text(draft, "entity"))) checkHeader(account, draft);
  if (!fields.entity) throw userError("Please enter value(s) for: Payee");
  fields.subsidiary ||= "1";
  fields.currency ||= "1";
  fields.exchangeRate ||= "1";
  fields.tranDate ||= today(account);
  fields.toBePrinted ??= false;
  fields.tranId ||= fields.toBePrinted ? "To Print" : account.next("check");
  checkLines(account, draft, before);
  checkPeriod(account, draft, before);
  return [];
}

/** Money to a vendor before there is a bill. */
export function checkVendorPrepayment(
  account: Account,
  draft: NsRecord,
  before: NsRecord | undefined,
): string[] {
  const { fields } = draft;
  checkHeader(account, draft);
  checkBank(account, draft);
  if (decimal(text(draft, "payment")).lte(0)) {
    throw userError("Please enter value(s) for: Payment");
  }
  fields.prepaymentAccount ||= "141";
  fields.total = text(draft, "payment");
  fields.approvalStatus ||= "2";
  fields.transactionNumber ??= `VPREP${account.next("vendorPrepayment")}`;
  draft.lines.apply = [];
  checkPeriod(account, draft, before);
  return [];
}
