import type { Knex } from "knex";

/** A table's rows in our own names. */
export interface Columns<T> {
  /** A field whose column was not selected is left out. */
  fromRow(row: object): T;
  /** What is undefined is left out. */
  toRow(fields: Partial<T>): Record<string, Knex.Value>;
  /** The columns, qualified by a table's name or alias where one is given. */
  names(table?: string): string[];
}

/** `columns` maps each field to its column; the `json` ones are written as JSON text. */
export function columns<T extends object>(
  map: Record<keyof T & string, string>,
  { json = [] }: { json?: (keyof T & string)[] } = {},
): Columns<T> {
  const fields = Object.entries(map) as [keyof T & string, string][];
  return {
    fromRow: (row) =>
      Object.fromEntries(
        fields
          .filter(([, column]) => column in row)
          .map(([field, column]) => [field, (row as Record<string, unknown>)[column]]),
      ) as T,
    toRow: (values) =>
      Object.fromEntries(
        fields
          .filter(([field]) => values[field] !== undefined)
          .map(([field, column]) => [column, written(values[field], json.includes(field))]),
      ),
    names: (table) => fields.map(([, column]) => (table ? `${table}.${column}` : column)),
  };
}

function written(value: unknown, isJson: boolean): Knex.Value {
  return (isJson && value !== null ? JSON.stringify(value) : value) as Knex.Value;
}
