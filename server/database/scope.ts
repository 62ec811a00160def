import type { Knex } from "knex";
import PostgresTransaction from "knex/lib/dialects/postgres/execution/pg-transaction.js";
import PostgresClient from "knex/lib/dialects/postgres/index.js";
import { ACROSS_ROLE } from "./roles.ts";

declare const company: unique symbol;
declare const person: unique symbol;
declare const all: unique symbol;

/** A transaction that sees and writes the rows of one company alone (migrations/0012_policies.ts). */
export type Scope = Knex.Transaction & { readonly [company]: true };
/** A transaction that sees and writes what is one person's: session, sign-in code, grant. */
export type PersonScope = Knex.Transaction & { readonly [person]: true };
/** A transaction of the role that sees a few columns of all companies. */
export type AcrossScope = Knex.Transaction & { readonly [all]: true };

type Mode = Pick<Knex.TransactionConfig, "isolationLevel" | "readOnly">;

/**
 * Runs `work` in the name of a company. For a step on the database, never around a call to another
 * system. Begins and sets the company in one round trip, and works behind a pooler of transactions.
 */
export function inCompany<T>(
  db: Knex,
  companyId: string,
  work: (scope: Scope) => Promise<T>,
  mode: Mode = {},
): Promise<T> {
  return run(db, work, { ...mode, first: setting("company_id", companyId) });
}

/** What a person brings: a sign-in code or a session's token, of which we keep the hash; or who it is. */
export type Identity = { secretHash: string } | { userId: string };

/** Runs `work` in the name of a person, or of whoever brings a secret. */
export function asPerson<T>(
  db: Knex,
  identity: Identity & { secretHash?: string; userId?: string },
  work: (scope: PersonScope) => Promise<T>,
): Promise<T> {
  const { secretHash, userId } = identity;
  const first = [
    ...(secretHash === undefined ? [] : [setting("secret_hash", secretHash)]),
    ...(userId === undefined ? [] : [setting("user_id", userId)]),
  ].join("; ");
  return run(db, work, { first });
}

/**
 * Runs `work` across all companies: ids and states, never credentials or payloads. `lockMs`: it
 * waits no longer for a lock, and fails.
 */
export function acrossCompanies<T>(
  db: Knex,
  work: (scope: AcrossScope) => Promise<T>,
  { lockMs = 0 }: { lockMs?: number } = {},
): Promise<T> {
  const first = `set local role ${ACROSS_ROLE}; set local lock_timeout = ${Math.trunc(lockMs)}`;
  return run(db, work, { first });
}

/**
 * A process that was frozen in the middle of a transaction holds its locks no longer than its jobs:
 * whoever takes those over would wait for it, and so would the queue's own supervision.
 */
const LONGEST_IDLE_MS = 8_000;

function run<T, S extends Knex.Transaction>(
  db: Knex,
  work: (scope: S) => Promise<T>,
  config: Mode & { first: string },
): Promise<T> {
  const first = `set local idle_in_transaction_session_timeout = ${LONGEST_IDLE_MS}; ${config.first}`;
  const begun: Mode & { first: string } = { ...config, first };
  return db.transaction((trx) => work(trx as S), begun);
}

/** Ids and hashes are all that is ever set: anything else is refused before it is part of a statement. */
function setting(name: "company_id" | "user_id" | "secret_hash", value: string): string {
  if (!/^[\w-]{1,100}$/.test(value)) throw new TypeError(`${name} is no id`);
  return `select set_config('app.${name}', '${value}', true)`;
}

/** knex's client for PostgreSQL, whose transactions may send a first statement along with BEGIN. */
export class ScopedClient extends PostgresClient {
  override transaction(container: unknown, config: unknown, outerTx: unknown): unknown {
    return new ScopedTransaction(this, container, config, outerTx);
  }
}

class ScopedTransaction extends PostgresTransaction {
  private readonly first: string | undefined;

  constructor(client: unknown, container: unknown, config: unknown, outerTx: unknown) {
    super(client, container, config, outerTx);
    this.first = (config as { first?: string } | undefined)?.first;
  }

  override begin(connection: unknown): Promise<unknown> {
    if (this.first === undefined) return super.begin(connection);
    const isolation = this.isolationLevel ? ` isolation level ${this.isolationLevel}` : "";
    const access = this.readOnly ? " read only" : "";
    return this.query(connection, `begin${isolation}${access}; ${this.first}`);
  }
}
