import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import { SEALED_COLUMNS } from "./sealed-values.ts";

/** A table with rows of companies, as the database describes it: a new one is found by itself. */
export interface CompanyTable {
  name: string;
  /** All but secrets and what is computed of them. */
  columns: string[];
  /** What tells the rows of a company apart, with their types. */
  key: { name: string; type: string }[];
}

export async function companyTables(db: Knex): Promise<CompanyTable[]> {
  const { rows } = await db.raw<{ rows: CompanyTable[] }>(
    `select relname as name,
       (select array_agg(attname::text order by attnum) from pg_attribute
         where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
           and relname || '.' || attname <> all(:sealed)) as columns,
       (select coalesce(json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod))
           order by place), '[]')
          from unnest(indkey) with ordinality as part (number, place)
          join pg_attribute on attrelid = pg_class.oid and attnum = part.number
         where attname <> 'company_id') as key
     from pg_class join pg_index on indrelid = pg_class.oid and indisprimary
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       -- not the ends of the audit log, which are for the owner alone
       and has_table_privilege(pg_class.oid, 'select')
       and exists (select from pg_attribute
         where attrelid = pg_class.oid and attname = 'company_id' and not attisdropped)
     order by relname`,
    { sealed: SEALED_COLUMNS },
  );
  return rows;
}

export interface RowPage {
  rows: object[];
  /** Where the next page begins, as text: a Date would lose microseconds. */
  last: string[] | undefined;
}

/** Its columns are the table's: `bigint` and `numeric` are strings. */
export async function companyRows(
  scope: Scope,
  { name, columns, key }: CompanyTable,
  { companyId, after, limit }: { companyId: string; after: string[] | undefined; limit: number },
): Promise<RowPage> {
  const names = key.map((part) => part.name);
  const typed = key.map(({ type }) => `?::${type}`);
  const page = scope(name)
    .where({ company_id: companyId })
    .select(columns)
    .select({ page_key: scope.raw(`array[${names.map(() => "??::text")}]::text[]`, names) })
    .orderBy(names)
    .limit(limit);
  if (after) void page.whereRaw(`(${names.map(() => "??")}) > (${typed})`, [...names, ...after]);
  const found = (await page) as { page_key: string[] }[];
  return {
    rows: found.map(({ page_key: _key, ...row }) => row),
    last: found.at(-1)?.page_key,
  };
}
