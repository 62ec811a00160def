import type { AcrossScope, PersonScope, Scope } from "../database/scope.ts";

/** Each column with sealed values, and the columns that say whose row it is. */
const ROWS = {
  "companies.webhook_secret": ["company_id"],
  "companies.earlier_webhook_secret": ["company_id"],
  "service_tokens.access_token": ["company_id"],
  "connections.credentials": ["company_id", "system"],
  "user_grants.access_token": ["user_id"],
  "user_grants.refresh_token": ["user_id"],
} as const;

export type SealedColumn = keyof typeof ROWS;
export const SEALED_COLUMNS = Object.keys(ROWS) as SealedColumn[];

/** One row's value, as it is named to the seal: `<company>/<system>`. */
export interface SealedValue {
  column: SealedColumn;
  row: string;
}

export interface SealedCount {
  /** Without `v2.`, it is from before values were bound to their place. */
  sealedWith: string;
  keyId: string;
  count: number;
}

const partsOf = (column: SealedColumn) => column.split(".") as [table: string, name: string];
const SEPARATOR = "/";
const rowOf = (column: SealedColumn) => ROWS[column].join(` || '${SEPARATOR}' || `);

export async function countSealed(scope: AcrossScope): Promise<SealedCount[]> {
  const each = SEALED_COLUMNS.map((column) => {
    const [table, name] = partsOf(column);
    return `select ${name}_sealed_with as sealed_with from ${table}`;
  });
  const { rows } = await scope.raw<{ rows: { sealed_with: string; count: string }[] }>(
    `select sealed_with, count(*) from (${each.join(" union all ")}) as each_value
      where sealed_with is not null group by sealed_with order by sealed_with`,
  );
  return rows.map(({ sealed_with, count }) => ({
    sealedWith: sealed_with,
    keyId: sealed_with.split(".").at(-1) ?? "",
    count: Number(count),
  }));
}

/** Of each column, a few values that are sealed so. */
export async function someSealed(
  scope: AcrossScope,
  { sealedWith, each }: { sealedWith: string; each: number },
): Promise<SealedValue[]> {
  const ofColumns = SEALED_COLUMNS.map((column) => {
    const [table, name] = partsOf(column);
    return `(select '${column}' as column, ${rowOf(column)} as row from ${table}
              where ${name}_sealed_with = :sealedWith limit :each)`;
  });
  const { rows } = await scope.raw<{ rows: SealedValue[] }>(ofColumns.join(" union all "), {
    sealedWith,
    each,
  });
  return rows;
}

/** Of one column, a page of values that are sealed otherwise. */
export async function sealedOtherwise(
  scope: AcrossScope,
  column: SealedColumn,
  { sealsWith, after, limit }: { sealsWith: string; after: string; limit: number },
): Promise<SealedValue[]> {
  const [table, name] = partsOf(column);
  const { rows } = await scope.raw<{ rows: SealedValue[] }>(
    `select :column as column, id as row
       from (select ${rowOf(column)} as id from ${table}
              where ${name}_sealed_with <> :sealsWith) as found
      where id > :after order by id limit :limit`,
    { column, sealsWith, after, limit },
  );
  return rows;
}

/** Whose scope the value is in. */
export function ownerOf({ column, row }: SealedValue): { companyId: string } | { userId: string } {
  const [id = ""] = row.split(SEPARATOR);
  return ROWS[column][0] === "user_id" ? { userId: id } : { companyId: id };
}

/** Undefined: it is gone. */
export async function findSealed(
  scope: Scope | PersonScope,
  value: SealedValue,
): Promise<string | undefined> {
  const [table, name] = partsOf(value.column);
  const found = await scope.from(table).where(whereOf(value)).first(name);
  return (found as Record<string, string> | undefined)?.[name];
}

/** Passes over a row that somebody else is writing just now. */
export async function sealAnew(
  scope: Scope | PersonScope,
  value: SealedValue,
  anew: (sealed: string) => string,
): Promise<void> {
  const [table, name] = partsOf(value.column);
  const where = whereOf(value);
  const found = await scope.from(table).where(where).forUpdate().skipLocked().first(name);
  const sealed = (found as Record<string, string> | undefined)?.[name];
  if (sealed) {
    await scope
      .from(table)
      .where(where)
      .update({ [name]: anew(sealed) });
  }
}

function whereOf({ column, row }: SealedValue): Record<string, string> {
  const ids = row.split(SEPARATOR);
  return Object.fromEntries(ROWS[column].map((key, place) => [key, ids[place] ?? ""]));
}
