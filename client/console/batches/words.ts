import type { ActivityTab, BatchAction } from "../../../server/api/contract.ts";
import { plural } from "../../format.ts";

/** In Pending and Failed a row is a record, in Completed an activity. */
export const countOf = (tab: ActivityTab, count: number): string =>
  tab === "completed" ? plural(count, "activity", "activities") : plural(count, "record");

/** While it goes on, and once it has ended: `Queued 12 of 14`. */
export const batchWords: Record<BatchAction, { doing: string; done: string }> = {
  retry: { doing: "Queueing", done: "Queued" },
  acknowledge: { doing: "Acknowledging", done: "Acknowledged" },
  archive: { doing: "Archiving", done: "Archived" },
  bring_back: { doing: "Bringing back", done: "Brought back" },
};
