import { z } from "zod";
import { ActivityFilterQuery } from "./activity-filter.ts";
import { ActivityTab, BatchAction } from "./contract.ts";
import { rowId } from "./requests.ts";

/** One of each takes a row of a table, and its job a moment. */
const MOST_CHOSEN = 5_000;
const MOST_MATCHING = 100_000;

const tabsOf: Record<BatchAction, ActivityTab[]> = {
  retry: ["pending", "failed"],
  acknowledge: ["failed"],
  archive: ["completed"],
  bring_back: ["completed"],
};

export const BatchRequest = z
  .strictObject({
    action: BatchAction,
    tab: ActivityTab,
    chosen: z.union([
      z.strictObject({
        activityIds: z
          .array(rowId)
          .min(1)
          .max(MOST_CHOSEN)
          .transform((ids) => [...new Set(ids)]),
      }),
      z.strictObject({
        filter: ActivityFilterQuery,
        upTo: rowId.describe("The newest activity that the person was shown: none after it."),
        seen: z
          .number()
          .int()
          .min(1)
          .max(MOST_MATCHING, `at most ${MOST_MATCHING} at once: narrow the filter`)
          .describe("How many the person was told of: no more than these."),
      }),
    ]),
  })
  .refine(({ action, tab }) => tabsOf[action].includes(tab), {
    path: ["tab"],
    error:
      "Pending and failed ones are sent again, failed ones acknowledged, completed ones archived or brought back",
  });
export type BatchRequest = z.output<typeof BatchRequest>;

export const RefusedQuery = z.object({
  cursor: z.coerce.number<string>().int().min(0).max(MOST_MATCHING).default(0),
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
});
