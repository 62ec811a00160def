import { text, type Account, type NsRecord } from "../account.ts";
import { userError } from "../refusal.ts";

/** Gives a posting transaction its period and refuses a closed one. */
export function checkPeriod(account: Account, draft: NsRecord, before: NsRecord | undefined): void {
  const moved =
    before &&
    text(before, "tranDate") !== text(draft, "tranDate") &&
    before.fields.postingPeriod === draft.fields.postingPeriod;
  if (!draft.fields.postingPeriod || moved) {
    draft.fields.postingPeriod = periodOf(account, text(draft, "tranDate")).id;
  }
  if (before && ledgerOf(before) === ledgerOf(draft)) return;
  if (before) refuseClosed(account, before);
  refuseClosed(account, draft);
}

export function refuseClosed(account: Account, record: NsRecord): void {
  const period = account.get("accountingPeriod", text(record, "postingPeriod"));
  if (
    !period ||
    period.fields.closed === true ||
    period.fields.apLocked === true ||
    period.fields.allLocked === true
  ) {
    throw userError(
      `This transaction cannot be saved: its posting period ${period ? text(period, "periodName") : ""} is closed. Choose a date in an open period, or ask for the period to be opened.`,
    );
  }
}

export function periodOf(account: Account, date: string): NsRecord {
  const found = account
    .all("accountingPeriod")
    .find((period) => text(period, "startDate") <= date && date <= text(period, "endDate"));
  if (!found) {
    throw userError(
      `Please enter value(s) for: Posting Period. There is no accounting period for ${date}.`,
    );
  }
  return found;
}

/** What a change must leave alone in a closed period. */
function ledgerOf({ fields, lines }: NsRecord): string {
  return JSON.stringify([
    fields.postingPeriod,
    fields.tranDate,
    fields.account,
    fields.apAcct,
    fields.entity,
    fields.total,
    lines,
  ]);
}
