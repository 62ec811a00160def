import { Decimal } from "decimal.js";
import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { checkSubsidiary } from "../records/read-value.ts";
import { userError } from "../refusal.ts";
import { today } from "./account-date.ts";
import { decimal, total } from "./amounts.ts";
import { checkVendorOf, exchangeRate } from "./vendor-of.ts";

/** What every transaction with a vendor takes from that vendor, and what must agree with it. */
export function checkHeader(account: Account, draft: NsRecord): NsRecord {
  const { fields } = draft;
  const vendor = account.get("vendor", text(draft, "entity"));
  if (!vendor) throw userError("Please enter value(s) for: Vendor");
  fields.subsidiary ||= text(vendor, "subsidiary") || "1";
  checkVendorOf(account, draft, vendor);
  fields.exchangeRate ||= exchangeRate(account, draft);
  fields.tranDate ||= today(account);
  checkSubsidiary(account, text(draft, "subsidiary"), {
    to: "location",
    id: text(draft, "location"),
    path: "location",
  });
  return vendor;
}

/** Approved at once unless the account routes approvals. */
export function defaultApproval(account: Account, draft: NsRecord): void {
  draft.fields.approvalStatus ||= account.options.approvalRouting ? "1" : "2";
}

export function addDays(date: string, days: string): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day + Number(days))).toISOString().slice(0, 10);
}

/** Mandatory columns and the amounts that follow from quantity and rate. */
export function checkLines(account: Account, draft: NsRecord, before: NsRecord | undefined): void {
  const subsidiary = text(draft, "subsidiary");
  for (const sublist of ["item", "expense"] as const) {
    (draft.lines[sublist] ??= []).forEach((line, index) => {
      const path = `${sublist}.items[${index}]`;
      checkSubsidiary(account, subsidiary, {
        to: "location",
        id: text(line, "location"),
        path: `${path}.location`,
      });
      const known = before?.lines[sublist]?.find((one) => one.line === line.line);
      if (sublist === "item") completeItemLine(line, known);
      else if (!line.fields.account) throw userError("Please enter value(s) for: Account");
      if (!line.fields.amount) throw userError("Please enter value(s) for: Amount");
    });
  }
  if (!draft.lines.item?.length && !draft.lines.expense?.length) {
    throw userError("You must enter at least one line item for this transaction.");
  }
}

/** Source: NetSuite help, "Troubleshooting Negative Total Error". A line may be negative. */
export function refuseNegativeTotal(draft: NsRecord): void {
  if (total(draft).isNegative()) throw userError("The total cannot be negative.");
}

/**
 * An amount that was sent stands, and with a rate of before makes a new rate; a changed quantity or
 * rate makes a new amount.
 */
function completeItemLine({ fields }: Line, known: Line | undefined): void {
  if (!fields.item) throw userError("Please enter value(s) for: Item");
  fields.quantity ||= "1";
  const isSame = (field: string) => fields[field] === known?.fields[field];
  const quantity = decimal(String(fields.quantity));
  const rerated = fields.rate && (!isSame("rate") || !isSame("quantity"));
  if (fields.rate && (!fields.amount || (isSame("amount") && rerated))) {
    fields.amount = quantity.times(String(fields.rate)).toFixed(2);
  } else if (
    fields.amount &&
    !quantity.isZero() &&
    (!fields.rate || (known && !isSame("amount") && isSame("rate")))
  ) {
    fields.rate = decimal(String(fields.amount))
      .div(quantity)
      .toDecimalPlaces(8, Decimal.ROUND_HALF_UP)
      .toFixed();
  }
}
