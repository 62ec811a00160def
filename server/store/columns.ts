import type { Knex } from "knex";

export interface Columns<T> {
  /** Leaves out a field if its column was not selected. */
  fromRow(row: object): T;
  /** Leaves out what is undefined. */
  toRow(fields: Partial<T>): Record<string, Knex.Value>;
  /** Qualified by a table's name or alias where one is given. */
  names(table?: string): string[];
  namesOf(fields: readonly (keyof T & string)[]): string[];
  joined(table: string): Joined<T>;
}

export interface Joined<T> {
  names: string[];
  /** Undefined: an outer join found no row. */
  fromRow(row: object): T | undefined;
}

export function columns<T extends object>(
  map: Record<keyof T & string, string>,
  { json = [] }: { json?: (keyof T & string)[] } = {},
): Columns<T> {
  const fields = Object.entries(map) as [keyof T & string, string][];
  const read = (row: object, prefix = "") =>
    Object.fromEntries(
      fields
        .filter(([, column]) => `${prefix}${column}` in row)
        .map(([field, column]) => [field, (row as Record<string, unknown>)[`${prefix}${column}`]]),
    ) as T;
  return {
    fromRow: (row) => read(row),
    toRow: (values) =>
      Object.fromEntries(
        fields
          .filter(([field]) => values[field] !== undefined)
          .map(([field, column]) => [column, written(values[field], json.includes(field))]),
      ),
    names: (table) => fields.map(([, column]) => (table ? `${table}.${column}` : column)),
    namesOf: (wanted) => wanted.map((field) => map[field]),
    joined(table) {
      const names = fields.map(([, column]) => `${table}.${column} as ${table}_${column}`);
      return {
        names,
        fromRow(row) {
          const found = read(row, `${table}_`);
          return Object.values(found).every((value) => value === null) ? undefined : found;
        },
      };
    },
  };
}

function written(value: unknown, isJson: boolean): Knex.Value {
  return (isJson && value !== null ? JSON.stringify(value) : value) as Knex.Value;
}
