import { text, type Account, type NsRecord } from "../account.ts";
import { invalidContent, userError } from "../refusal.ts";
import { today } from "./account-date.ts";
import { checkLines } from "./transaction-header.ts";

/** What a customer ordered; a project on it is one of that customer's. */
export function checkSalesOrder(
  account: Account,
  draft: NsRecord,
  before: NsRecord | undefined,
): string[] {
  const { fields } = draft;
  const customer = account.get("customer", text(draft, "entity"));
  if (!customer) throw userError("Please enter value(s) for: Customer");
  const job = account.get("job", text(draft, "job"));
  if (job && job.fields.parent !== customer.id) {
    throw invalidContent(`Project ${job.id} is not one of this customer's.`, "job");
  }
  fields.subsidiary ||= customer.fields.subsidiary ?? "1";
  fields.currency ||= customer.fields.currency ?? "1";
  fields.exchangeRate ||= "1";
  fields.tranDate ||= today(account);
  fields.orderStatus ||= account.options.approvalRouting ? "A" : "B";
  fields.tranId ||= `SO${account.next("salesOrder")}`;
  checkLines(account, draft, before);
  return [];
}
