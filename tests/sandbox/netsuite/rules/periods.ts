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
  refuseClosed(account, draft, OUT_OF_PERIOD);
}

const OUT_OF_PERIOD =
  "The transaction date you specified is not within the date range of your accounting period.";
const CLOSED = "The G/L impact of a transaction in a closed period cannot be changed.";

export function refuseClosed(account: Account, record: NsRecord, words = CLOSED): void {
  const period = account.get("accountingPeriod", text(record, "postingPeriod"));
  if (
    !period ||
    period.fields.closed === true ||
    period.fields.apLocked === true ||
    period.fields.allLocked === true
  ) {
    throw userError(words);
  }
}

export function periodOf(account: Account, date: string): NsRecord {
  const found = account
    .all("accountingPeriod")
    .find((period) => text(period, "startDate") <= date && date <= text(period, "endDate"));
  if (!found) {
    throw userError("Please enter value(s) for: Posting Period");
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
