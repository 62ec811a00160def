import type { Account, Line, NsRecord, Value } from "../account.ts";
import { refName } from "../records/ref-name.ts";

export type Cell = string | number | null;
export type Row = Record<string, Cell>;
export interface TableRow {
  table: string;
  row: Row;
}

export function display(account: Account, type: NsRecord["type"], id: Value | undefined): Cell {
  const found = typeof id === "string" ? account.get(type, id) : undefined;
  return found ? refName(found) : null;
}

/** Entities of all kinds have ids of one series. */
export function displayEntity(account: Account, id: Value | undefined): Cell {
  const [name = null] = (["vendor", "customer", "job"] as const).flatMap(
    (type) => display(account, type, id) ?? [],
  );
  return name;
}

/** Oracle knows no empty text: it is null. Booleans are T and F. */
export function cell(value: Value | undefined): Cell {
  if (typeof value === "boolean") return value ? "T" : "F";
  return typeof value === "string" && value !== "" ? value : null;
}

/** Custom fields are columns under their own script ids. */
export function customCells(account: Account, record: NsRecord | Line): Row {
  return Object.fromEntries(
    account.options.customFields.map((id) => [id, cell(record.fields[id])]),
  );
}
