import type { Knex } from "knex";

/** A table's rows in our own names. */
export interface Columns<T> {
  /** A field whose column was not selected is left out. */
  fromRow(row: object): T;
  /** What is undefined is left out. */
  toRow(fields: Partial<T>): Record<string, Knex.Value>;
  /** The columns, qualified by a table's name or alias where one is given. */
  names(table?: string): string[];
  /** The columns of these fields. */
  namesOf(fields: readonly (keyof T & string)[]): string[];
  /** For rows that hold several entities. */
  joined(table: string): Joined<T>;
}

/** A table's columns in a row of several tables, each under a name of its own. */
export interface Joined<T> {
  names: string[];
  /** Undefined: an outer join found no row. */
  fromRow(row: object): T | undefined;
}

/** `columns` maps each field to its column; the `json` ones are written as JSON text. */
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
