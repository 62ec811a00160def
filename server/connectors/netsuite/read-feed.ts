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
  reached: Watermark;
}

/**
 * Times are text of NetSuite's clock, which keeps their order in one time zone only. If that zone
 * has changed, the page does not count: reading begins again before all that it could have missed.
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
    // After the page: a clock that was moved during the read shows as well.
    if (seen.length > 0 && !(await showsAsSeen(suiteql, feed, seen))) {
      from = whateverTheZone(reached);
      reached = from;
      seen = [];
      continue;
    }
    if (rows.length === 0) return;
    const last = placeOf(rows);
    // A mark without seen rows is no time of this clock, so it is not compared.
    reached = reached.seen.length === 0 ? last : later(last, reached);
    yield { rows, reached };
    if (!hasMore) return;
    from = last;
    ({ seen } = last);
  }
}

/** The `to_timestamp` bound only spares NetSuite the older rows. */
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

/** Also false if all of these rows were changed or deleted since: then nobody can tell. */
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
