import { z } from "zod";
import { RemoteError } from "../../errors.ts";
import type { Send } from "./client.ts";

export interface Query<Row> {
  row: z.ZodType<Row>;
  /**
   * The statement; `has` is false for a column of `optional` that this account turned out not to
   * have.
   */
  sql(has: (column: string) => boolean): string;
  params?: string[];
  /**
   * Columns that depend on the account's features. Source: NetSuite help, "SuiteQL"; the error
   * names the identifier.
   */
  optional?: string[];
  /** A table that depends on features or permissions: without it there are no rows. */
  optionalTable?: string;
}

export interface Page<Row> {
  rows: Row[];
  hasMore: boolean;
}

/**
 * Runs SuiteQL: values are strings, keys lower case, and a column that is null may be left out
 * altogether.
 */
export interface SuiteQl {
  page<Row>(query: Query<Row>, offset?: number): Promise<Page<Row>>;
  /**
   * All pages, or the first so many. The statement must order by a unique key, or pages repeat and
   * skip rows.
   */
  all<Row>(query: Query<Row>, mostPages?: number): Promise<Row[]>;
  forgetMissing(): void;
}

const LARGEST_PAGE = 1000;
const PATH = "/services/rest/query/v1/suiteql";
/** By account: what does not exist costs one refusal for each process, not one for each query. */
const missingByAccount = new Map<string, Set<string>>();

const PageBody = z.object({
  items: z.array(z.unknown()).default([]),
  hasMore: z.boolean().default(false),
});

export function suiteQl(send: Send, account: string, pageSize = LARGEST_PAGE): SuiteQl {
  const missing = missingByAccount.get(account) ?? new Set<string>();
  missingByAccount.set(account, missing);

  async function page<Row>(query: Query<Row>, offset = 0): Promise<Page<Row>> {
    if (query.optionalTable && missing.has(query.optionalTable)) {
      return { rows: [], hasMore: false };
    }
    const q = query.sql((column) => !missing.has(column));
    const body = JSON.stringify(query.params?.length ? { q, params: query.params } : { q });
    try {
      const headers = { "content-type": "application/json", prefer: "transient" };
      const answer = await send({
        method: "POST",
        path: `${PATH}?limit=${pageSize}&offset=${offset}`,
        headers,
        body,
      });
      return readPage(query.row, answer.body);
    } catch (error) {
      const name = whatIsMissing(error, query);
      if (name === undefined || missing.has(name)) throw error;
      missing.add(name);
      return page(query, offset);
    }
  }

  return {
    page,
    async all(query, mostPages = Infinity) {
      const rows = [];
      for (let read = 0; read < mostPages; read += 1) {
        const next = await page(query, read * pageSize);
        rows.push(...next.rows);
        if (!next.hasMore) break;
      }
      return rows;
    },
    forgetMissing: () => missing.clear(),
  };
}

export function placeholders(values: unknown[]): string {
  return values.map(() => "?").join(", ");
}

/**
 * What NetSuite says of a table that is off in the account or out of the role's reach, and of one
 * that it does not know. Source: answers of live accounts (reference, corrections).
 */
const NO_TABLE = /Invalid search type|Record '\w+' was not found/i;
/** The same of a column, in its two wordings. */
const NO_COLUMN =
  /(?:Unknown identifier '(?:\w+\.)?|Field ')(\w+)'(?: for record '\w+' was not found)?/i;

export function isClosedTable(error: unknown): boolean {
  if (!(error instanceof RemoteError)) return false;
  return (
    error.remoteStatus === 403 ||
    (error.remoteCode === "INVALID_PARAMETER" && NO_TABLE.test(error.reason))
  );
}

function whatIsMissing(
  error: unknown,
  { optional, optionalTable }: Pick<Query<unknown>, "optional" | "optionalTable">,
): string | undefined {
  if (optionalTable && isClosedTable(error)) return optionalTable;
  if (!(error instanceof RemoteError) || error.remoteCode !== "INVALID_PARAMETER") return undefined;
  const column = NO_COLUMN.exec(error.reason)?.[1]?.toLowerCase();
  return column && optional?.includes(column) ? column : undefined;
}

function readPage<Row>(row: z.ZodType<Row>, body: unknown): Page<Row> {
  const read = PageBody.safeParse(body);
  const rows = z.array(row).safeParse(read.data?.items);
  if (read.success && rows.success) return { rows: rows.data, hasMore: read.data.hasMore };
  const where = (read.error ?? rows.error)?.issues[0]?.path.join(".") ?? "";
  throw new RemoteError({
    system: "NetSuite",
    reason: `it answered a query in a shape that cannot be read (${where})`,
    retryable: true,
  });
}
