import type { Knex } from "knex";
import type { Seeded } from "./seed-company.ts";

/** Tables that hold a company's or a person's rows, with the column that says whose. */
async function ownedTables(db: Knex): Promise<{ name: string; owner: string }[]> {
  const { rows } = await db.raw<{ rows: { name: string; owner: string }[] }>(
    `select relname as name, min(attname) as owner
       from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and attname in ('company_id', 'user_id') and not attisdropped
      group by relname order by relname`,
  );
  return rows;
}

/** All rows of a company and of its people, table by table, as text; null where there are none. */
export async function digestOf(db: Knex, of: Seeded): Promise<Map<string, string | null>> {
  return new Map((await rowsOf(db, of)).map(({ name, rows }) => [name, rows]));
}

/** The tables whose rows are not what they were. */
export function changed(was: Map<string, string | null>, is: Map<string, string | null>): string[] {
  return [...was.keys()].filter((name) => was.get(name) !== is.get(name));
}

async function rowsOf(
  db: Knex,
  { companyId, userId, leftUserId }: Seeded,
): Promise<{ name: string; rows: string | null }[]> {
  const queries = (await ownedTables(db)).map(
    ({ name, owner }) =>
      `select '${name}' as name,
         (select jsonb_agg(to_jsonb(own) order by to_jsonb(own)::text)::text
            from ${name} as own where ${owner} = any(:owners)) as rows`,
  );
  const { rows } = await db.raw<{ rows: { name: string; rows: string | null }[] }>(
    queries.join(" union all "),
    { owners: [companyId, userId, leftUserId] },
  );
  return rows;
}
