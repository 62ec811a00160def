import type { ActivityTab, Batch, BatchAction } from "../../../server/api/contract.ts";
import { formatCount, plural } from "../../format.ts";
import { type Counts, inStep } from "../in-step.ts";

/** In Pending and Failed a row is a record, in Completed an activity. */
export const countOf = (tab: ActivityTab, count: number): string =>
  tab === "completed" ? plural(count, "activity", "activities") : plural(count, "record");

const WORDS: Record<BatchAction, { doing: string; done: string }> = {
  retry: { doing: "Synchronizing", done: "" },
  acknowledge: { doing: "Acknowledging", done: "Acknowledged" },
  archive: { doing: "Archiving", done: "Archived" },
  bring_back: { doing: "Bringing back", done: "Brought back" },
};

export const doingWord = ({ action }: Batch): string => WORDS[action].doing;

/** What needs nothing more of this batch. */
export const behindIt = ({ done, waiting, refused }: Batch): number => done + waiting + refused;

/** "Archiving: 3 of 14" while it goes on; then how it ended. */
export function batchInWords(batch: Batch): string {
  const { action, endedAt, total, done } = batch;
  if (!endedAt) {
    return `${WORDS[action].doing}: ${formatCount(behindIt(batch))} of ${formatCount(total)}`;
  }
  if (action === "retry") return inStep(countsOf(batch));
  return `${WORDS[action].done} ${formatCount(done)} of ${formatCount(total)}.${notDone(batch)}`;
}

const countsOf = ({ total, done, waiting, refused, underWay }: Batch): Counts => ({
  asked: total,
  done,
  waiting,
  failed: refused,
  underWay,
});

const notDone = ({ refused }: Batch) =>
  refused > 0 ? ` ${formatCount(refused)} did not work.` : "";
