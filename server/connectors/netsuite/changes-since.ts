import { z } from "zod";
import type { PaymentChanges } from "../connector.ts";
import { readFeed } from "./read-feed.ts";
import { placeholders, type SuiteQl } from "./suiteql.ts";
import {
  BEGINNING,
  CLOCK_MASK,
  type Cursor,
  markAt,
  readCursor,
  type Watermark,
} from "./watermark.ts";

const CHANGED = {
  table: "transaction",
  id: "id",
  time: "lastmodifieddate",
  columns: ", f.type as type",
  where: "f.type in ('VendBill', 'VendPymt', 'Journal', 'VendCred', 'VPrepApp')",
};
/** Some roles may not read it: a deleted payment shows only when its bill changes or is read. */
const DELETED = { table: "deletedrecord", id: "recordid", time: "deleteddate", isOptional: true };
const LinkRow = z.object({ previousdoc: z.string(), nextdoc: z.string() });
const IDS_PER_QUERY = 150;

/** Applying a payment moves the time of the bill or of the payment, not reliably of both. */
export async function* changesSince(
  suiteql: SuiteQl,
  cursor: string | undefined,
  begin: Date,
): AsyncGenerator<PaymentChanges> {
  const reached: Cursor =
    cursor === undefined
      ? { changed: markAt(begin), deleted: await lastDeletion(suiteql) }
      : readCursor(cursor);
  for await (const page of readFeed(suiteql, CHANGED, reached.changed)) {
    reached.changed = page.reached;
    yield { ...(await touched(suiteql, page.rows)), cursor: JSON.stringify(reached) };
  }
  for await (const { rows, reached: deleted } of readFeed(suiteql, DELETED, reached.deleted)) {
    reached.deleted = deleted;
    // Of any type: an id that is no bill and no payment of ours does no harm.
    const ids = [...new Set(rows.map(({ id }) => id))];
    yield { billIds: ids, paymentIds: ids, cursor: JSON.stringify(reached) };
  }
}

/** Without a cursor no older deletion matters, and reading all of an old account takes hours. */
async function lastDeletion(suiteql: SuiteQl): Promise<Watermark> {
  const row = z.object({ latest: z.string().nullish() });
  const { rows } = await suiteql.page({
    row,
    sql: () => `select to_char(max(d.deleteddate), '${CLOCK_MASK}') as latest from deletedrecord d`,
    optionalTable: DELETED.table,
  });
  return { ...BEGINNING, at: rows[0]?.latest ?? BEGINNING.at };
}

async function touched(
  suiteql: SuiteQl,
  rows: { id: string; type?: string | null | undefined }[],
): Promise<Pick<PaymentChanges, "billIds" | "paymentIds">> {
  const idsOf = (type: string) => rows.filter((row) => row.type === type).map(({ id }) => id);
  const voids = await links(suiteql, {
    side: "previousdoc",
    ids: idsOf("Journal"),
    previous: "Journal",
    next: "VendPymt",
  });
  const paymentIds = [...new Set([...idsOf("VendPymt"), ...voids.map(({ nextdoc }) => nextdoc)])];
  const others = ["Journal", "VendCred", "VPrepApp"].flatMap(idsOf);
  const settled = await links(suiteql, {
    side: "nextdoc",
    ids: [...paymentIds, ...others],
    previous: "VendBill",
  });
  return {
    billIds: [...new Set([...idsOf("VendBill"), ...settled.map(({ previousdoc }) => previousdoc)])],
    // The caller knows the bills that an unlinked payment was applied to.
    paymentIds,
  };
}

interface LinkQuestion {
  side: "previousdoc" | "nextdoc";
  ids: string[];
  previous: "VendBill" | "Journal";
  next?: "VendPymt";
}

async function links(suiteql: SuiteQl, { side, ids, previous, next }: LinkQuestion) {
  const found: z.output<typeof LinkRow>[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
    const params = ids.slice(start, start + IDS_PER_QUERY);
    const sql = () => `
      select distinct l.previousdoc, l.nextdoc from nexttransactionlinelink l
        join transaction p on p.id = l.previousdoc join transaction n on n.id = l.nextdoc
      where l.${side} in (${placeholders(params)}) and p.type = '${previous}' ${next ? `and n.type = '${next}'` : ""}
      order by l.previousdoc, l.nextdoc`;
    found.push(...(await suiteql.all({ row: LinkRow, sql, params })));
  }
  return found;
}
