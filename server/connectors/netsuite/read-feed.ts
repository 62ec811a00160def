import { z } from "zod";
import type { SuiteQl } from "./suiteql.ts";
import {
  CLOCK_MASK,
  ClockText,
  later,
  overlapped,
  placeOf,
  surelyBefore,
  type Watermark,
  whateverTheZone,
} from "./watermark.ts";

interface Feed {
  table: string;
  id: string;
  time: string;
  columns?: string;
  where?: string;
  isOptional?: boolean;
}

const FeedRow = z.object({ id: z.string(), type: z.string().nullish(), changed: ClockText });
type FeedRow = z.output<typeof FeedRow>;

interface FeedPage {
  rows: FeedRow[];
  /** Go on from here once the page is safe. */
  reached: Watermark;
}

/**
 * Rows since a watermark, oldest first, a page at a time. Time is compared as text of NetSuite's
 * own making: explicit masks, no zone, no fraction of a second, so that order, place and text
 * agree. That holds for one time zone: when the account's clock was moved since the last page,
 * here or before, the page counts nothing and reading begins anew, before all that could be
 * missed.
 */
export async function* readFeed(
  suiteql: SuiteQl,
  feed: Feed,
  start: Watermark,
): AsyncGenerator<FeedPage> {
  let reached = start;
  let { seen } = start;
  for (let from = overlapped(start); ;) {
    const { rows, hasMore } = await pageFrom(suiteql, feed, from);
    // Asked only now: a clock that is moved while the page is read shows as well.
    if (seen.length > 0 && !(await showsAsSeen(suiteql, feed, seen))) {
      from = whateverTheZone(reached);
      reached = from;
      seen = [];
      continue;
    }
    if (rows.length === 0) return;
    const last = placeOf(rows);
    // A place that no row tells of was no time of this clock.
    reached = reached.seen.length === 0 ? last : later(last, reached);
    yield { rows, reached };
    if (!hasMore) return;
    from = last;
    ({ seen } = last);
  }
}

/** `to_timestamp` only spares NetSuite the older rows. */
function pageFrom(suiteql: SuiteQl, feed: Feed, from: Watermark) {
  const { table, id, time, columns = "", where = "1 = 1", isOptional } = feed;
  const changed = clockOf(feed);
  return suiteql.page({
    row: FeedRow,
    sql: () => `
    select f.${id} as id, ${changed} as changed${columns} from ${table} f
    where ${where} and f.${time} >= to_timestamp(?, '${CLOCK_MASK}') and (${changed} > ? or (${changed} = ? and f.${id} > ?))
    order by ${changed}, f.${id}`,
    params: [surelyBefore(from), from.at, from.at, from.id],
    optionalTable: isOptional ? table : undefined,
  });
}

/**
 * Does NetSuite's clock still show one of these as it did? Who changes a record moves its time as
 * well; if all of them were changed or deleted, nobody knows.
 */
async function showsAsSeen(
  suiteql: SuiteQl,
  feed: Feed,
  seen: Watermark["seen"],
): Promise<boolean> {
  const { table, id, isOptional } = feed;
  const { rows } = await suiteql.page({
    row: z.unknown(),
    sql: () =>
      `select f.${id} as id from ${table} f where ${seen.map(() => `(f.${id} = ? and ${clockOf(feed)} = ?)`).join(" or ")}`,
    params: seen.flatMap((row) => [row.id, row.at]),
    optionalTable: isOptional ? table : undefined,
  });
  return rows.length > 0;
}

const clockOf = ({ time }: Feed) => `to_char(f.${time}, '${CLOCK_MASK}')`;
