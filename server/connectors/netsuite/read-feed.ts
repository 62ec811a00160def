import { z } from "zod";
import type { SuiteQl } from "./suiteql.ts";
import { CLOCK_MASK, type Watermark } from "./watermark.ts";

interface Feed {
  table: string;
  id: string;
  time: string;
  columns?: string;
  where?: string;
  isOptional?: boolean;
}

const FeedRow = z.object({ id: z.string(), type: z.string().nullish(), changed: z.string() });
export type FeedRow = z.output<typeof FeedRow>;

/**
 * Rows since a watermark, oldest first, a page at a time. Time is compared as text of NetSuite's
 * own making: explicit masks, no zone, no fraction of a second, so that order, place and text
 * agree. `to_timestamp` only spares NetSuite the older rows.
 */
export async function* readFeed(
  suiteql: SuiteQl,
  { table, id, time, columns = "", where = "1 = 1", isOptional }: Feed,
  start: Watermark,
): AsyncGenerator<FeedRow[]> {
  const changed = `to_char(f.${time}, '${CLOCK_MASK}')`;
  const sql = () => `
    select f.${id} as id, ${changed} as changed${columns} from ${table} f
    where ${where} and f.${time} >= to_timestamp(?, '${CLOCK_MASK}') and (${changed} > ? or (${changed} = ? and f.${id} > ?))
    order by ${changed}, f.${id}`;
  for (let from = start; ;) {
    const { rows, hasMore } = await suiteql.page({
      row: FeedRow,
      sql,
      params: [start.at, from.at, from.at, from.id],
      optionalTable: isOptional ? table : undefined,
    });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    if (!hasMore) return;
    from = { at: last.changed, id: last.id };
  }
}
