import { z } from "zod";
import { RemoteError } from "../../errors.ts";
import type { Send } from "./client.ts";

export interface Query<Row> {
  row: z.ZodType<Row>;
  /** `has` is false for an `optional` column that this account turned out not to have. */
  sql(has: (column: string) => boolean): string;
  params?: string[];
  /** Columns that depend on the account's features; the error names the missing one. */
  optional?: string[];
  /** Depends on features or permissions; without the table there are no rows. */
  optionalTable?: string;
}

export interface Page<Row> {
  rows: Row[];
  hasMore: boolean;
}

/** Values are strings, keys are lower case, and a column that is null may be missing. */
export interface SuiteQl {
  page<Row>(query: Query<Row>, offset?: number): Promise<Page<Row>>;
  /** The statement must order by a unique key, or pages repeat and skip rows. */
  all<Row>(query: Query<Row>, mostPages?: number): Promise<Row[]>;
  forgetMissing(): void;
}

const LARGEST_PAGE = 1000;
const PATH = "/services/rest/query/v1/suiteql";
/** By account: what is missing costs one refusal for each process, not for each query. */
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

/** The table is off, out of the role's reach or unknown. Source: answers of live accounts. */
const NO_TABLE = /Invalid search type|Record '\w+' was not found/i;
const NO_COLUMN =
  /(?:Unknown identifier '(?:\w+\.)?|Field ')(\w+)'(?: for record '\w+' was not found)?/i;

export function isClosedTable(error: unknown): boolean {
  if (!(error instanceof RemoteError)) return false;
  return (
    error.remoteStatus === 403 ||
    (error.remoteCode === "INVALID_PARAMETER" && NO_TABLE.test(error.reason))
  );
}

export function isMissingColumn(error: unknown): boolean {
  return missingColumn(error) !== undefined;
}

function missingColumn(error: unknown): string | undefined {
  if (!(error instanceof RemoteError) || error.remoteCode !== "INVALID_PARAMETER") return undefined;
  return NO_COLUMN.exec(error.reason)?.[1]?.toLowerCase();
}

function whatIsMissing(
  error: unknown,
  { optional, optionalTable }: Pick<Query<unknown>, "optional" | "optionalTable">,
): string | undefined {
  if (optionalTable && isClosedTable(error)) return optionalTable;
  const column = missingColumn(error);
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
