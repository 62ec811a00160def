import { text, type Account, type NsRecord } from "../account.ts";
import { userError } from "../refusal.ts";
import { today } from "./account-date.ts";
import { sum } from "./amounts.ts";
import { checkPeriod } from "./periods.ts";

/** Each line debits or credits an account, and both sides are equal. */
export function checkJournalEntry(
  account: Account,
  draft: NsRecord,
  before: NsRecord | undefined,
): string[] {
  const { fields } = draft;
  const lines = (draft.lines.line ??= []);
  if (account.options.oneWorld && !fields.subsidiary) {
    throw userError("Please enter value(s) for: Subsidiary");
  }
  if (lines.length === 0) {
    throw userError("You must enter at least one line item for this transaction.");
  }
  for (const line of lines) {
    if (!line.fields.account) throw userError("Please enter value(s) for: Account");
    if (Boolean(line.fields.debit) === Boolean(line.fields.credit)) {
      throw userError("Please enter a debit or a credit on each line.");
    }
  }
  const side = (column: "debit" | "credit") => sum(lines.map((line) => text(line, column) || "0"));
  if (!side("debit").eq(side("credit"))) {
    throw userError("The debits and credits of this transaction do not balance.");
  }
  fields.currency ||= "1";
  fields.exchangeRate ||= "1";
  fields.tranDate ||= today(account);
  fields.tranId ||= `JE${account.next("journalEntry")}`;
  checkPeriod(account, draft, before);
  return [];
}
