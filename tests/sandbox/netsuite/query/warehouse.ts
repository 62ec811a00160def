import { constants, DatabaseSync, type SQLOutputValue, type StatementSync } from "node:sqlite";
import type { Account } from "../account.ts";
import type { Refusal } from "../refusal.ts";
import type { Cell, TableRow } from "./cells.ts";
import { boundOf } from "./cost.ts";
import { customFieldRows } from "./custom-field-rows.ts";
import { registerFunctions } from "./functions.ts";
import { encodeStamp } from "./instant.ts";
import { indexed, tablesFor } from "./owned-tables.ts";
import { projectRecord } from "./project-record.ts";
import { removedField, searchError, unknownTable } from "./search-error.ts";
import { type Source, unknownIdentifier } from "./sources.ts";
import {
  ACCOUNT_GONE_FROM,
  closedTables,
  dateColumns,
  displayColumns,
  tablesOf,
} from "./tables.ts";

const READING = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
]);
const TYPES = { i: "integer", n: "real", t: "text", d: "text" };
const OWNER = "__owner";
/** Beyond this, a query is refused. */
const MOST_VISITED = 30_000_000;

export interface Answer {
  columns: { name: string; hidden: boolean }[];
  rows: SQLOutputValue[][];
}

/** The account as SuiteQL sees it: an in-memory database whose rows follow the records. */
export class Warehouse {
  readonly tables;
  readonly closed;
  readonly names;
  readonly #account: Account;
  readonly #db = new DatabaseSync(":memory:");
  readonly #statements = new Map<string, StatementSync>();
  #deletionsSeen = 0;
  /** Set while a query is prepared that came from outside. */
  #readable: Set<string> | undefined;
  #denied: Refusal | undefined;

  constructor(account: Account) {
    this.#account = account;
    this.tables = tablesOf(account.options);
    this.closed = closedTables(account.options);
    this.names = {
      dates: dateColumns(this.tables),
      displays: displayColumns(this.tables),
      keys: new Set(indexed(this.tables).map((name) => name.split(".")[1] ?? "")),
    };
    registerFunctions(this.#db, account);
    this.#db.exec("pragma case_sensitive_like = on; pragma automatic_index = off");
    for (const [table, columns] of this.tables) {
      const written = [...columns].flatMap(([name, { kind }]) => [
        `"${name}" ${TYPES[kind]}`,
        ...(this.names.displays.has(name) ? [`"${name}__df" text`] : []),
      ]);
      this.#db.exec(
        `create table "${table}" (${[...written, `${OWNER} text`].join(", ")}); create index "${table}.${OWNER}" on "${table}" (${OWNER})`,
      );
    }
    this.#db.exec("insert into dual (dummy) values ('X')");
    for (const row of customFieldRows(account)) this.#insert(row, "");
    for (const name of indexed(this.tables)) {
      const [table, column] = name.split(".");
      this.#db.exec(`create index "${name}" on "${table}" ("${column}")`);
    }
    this.#db.setAuthorizer((action, table) => this.#allow(action, table));
  }

  /** Runs a rewritten query over the newest state. Throws what the engine throws. */
  run(
    sql: string,
    { parameters, sources }: { parameters: (string | number)[]; sources: Source[] },
  ): Answer {
    this.#refresh();
    const statement = this.#prepareForeign(
      sql,
      new Set([...this.tables.keys(), ...sources.map(([, table]) => table)]),
    );
    if (boundOf(this.#db, sql, sources) > MOST_VISITED) {
      throw searchError(
        "This sandbox does not play a query that may look at so many rows: join its tables by their keys.",
      );
    }
    statement.setReturnArrays(true);
    const columns = statement.columns().map(({ name, column }) => ({
      name,
      hidden: column !== null && (name === OWNER || name.endsWith("__df")),
    }));
    const rows: SQLOutputValue[][] = [];
    for (const row of statement.iterate(...parameters) as unknown as Iterable<SQLOutputValue[]>) {
      if (rows.push(row) >= this.#account.options.mostRows) break;
    }
    return { columns, rows };
  }

  /**
   * The words were checked already; whatever got past them ends here: the engine's own tables, and
   * queries that name themselves.
   */
  #prepareForeign(sql: string, readable: Set<string>): StatementSync {
    this.#denied = undefined;
    this.#readable = readable;
    try {
      return this.#db.prepare(sql);
    } catch (error) {
      throw this.#denied ?? error;
    } finally {
      this.#readable = undefined;
    }
  }

  #allow(action: number, table: string | null): number {
    if (!this.#readable) return constants.SQLITE_OK;
    if (action === constants.SQLITE_RECURSIVE) {
      this.#denied ??= searchError("Invalid or unsupported search. A query cannot name itself.");
    } else if (
      action === constants.SQLITE_READ &&
      !this.#readable.has((table ?? "").toLowerCase())
    ) {
      this.#denied ??= unknownTable(table ?? "");
    } else if (READING.has(action)) return constants.SQLITE_OK;
    return constants.SQLITE_DENY;
  }

  /** The refusal of `alias.name` or `name`; one field is gone in a way of its own. */
  unknownColumn(column: string, sources: Source[]): Refusal {
    const [name = "", alias] = column.split(".").toReversed();
    const tables = sources.filter(([known]) => alias === undefined || known === alias);
    const table = tables.find(([, own]) => ACCOUNT_GONE_FROM.includes(own))?.[1];
    const isRemoved = this.#account.options.accountColumns === "removed";
    return isRemoved && table && name.toLowerCase() === "account"
      ? removedField("account", table)
      : unknownIdentifier(name, sources);
  }

  close(): void {
    this.#db.close();
  }

  #refresh(): void {
    const { touched, deletions } = this.#account;
    if (touched.size === 0 && deletions.length === this.#deletionsSeen) return;
    this.#db.exec("begin");
    for (const [owner, { type, id }] of touched) {
      for (const table of tablesFor(type)) {
        if (this.tables.has(table)) {
          this.#prepare(`delete from "${table}" where ${OWNER} = ?`).run(owner);
        }
      }
      const record = this.#account.get(type, id);
      if (record) for (const row of projectRecord(this.#account, record)) this.#insert(row, owner);
    }
    for (const { type, id, name, at } of deletions.slice(this.#deletionsSeen)) {
      this.#insert(
        {
          table: "deletedrecord",
          row: {
            recordid: id,
            recordtype: type,
            name,
            deleteddate: encodeStamp(this.#account, at),
          },
        },
        "",
      );
    }
    this.#db.exec("commit");
    this.#deletionsSeen = deletions.length;
    touched.clear();
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #insert({ table, row }: TableRow, owner: string): void {
    const columns = this.tables.get(table);
    if (!columns) return;
    const cells: [string, Cell][] = [[OWNER, owner]];
    for (const name of columns.keys()) {
      cells.push([name, row[name] ?? null]);
      const display = `${name}__df`;
      if (this.names.displays.has(name)) {
        cells.push([display, display in row ? (row[display] ?? null) : (row[name] ?? null)]);
      }
    }
    const written = cells.map(([name]) => `"${name}"`).join(", ");
    this.#prepare(
      `insert into "${table}" (${written}) values (${cells.map(() => "?").join(", ")})`,
    ).run(...cells.map(([, cell]) => cell));
  }
}
