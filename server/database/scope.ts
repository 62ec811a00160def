import type { Knex } from "knex";
import PostgresTransaction from "knex/lib/dialects/postgres/execution/pg-transaction.js";
import PostgresClient from "knex/lib/dialects/postgres/index.js";
import pg from "pg";
import { preparingClient } from "./preparing-client.ts";
import { ACROSS_ROLE } from "./roles.ts";

declare const company: unique symbol;
declare const person: unique symbol;
declare const all: unique symbol;

/** A transaction that sees only one company's rows (migrations/0012_policies.ts). */
export type Scope = Knex.Transaction & { readonly [company]: true };
/** A transaction that sees only one person's session, sign-in code and grant. */
export type PersonScope = Knex.Transaction & { readonly [person]: true };
/** A transaction that sees a few columns of all companies. */
export type AcrossScope = Knex.Transaction & { readonly [all]: true };

type Mode = Pick<Knex.TransactionConfig, "isolationLevel" | "readOnly">;

/** For steps on the database only: keep no transaction open while another system is called. */
export function inCompany<T>(
  db: Knex,
  companyId: string,
  work: (scope: Scope) => Promise<T>,
  mode: Mode = {},
): Promise<T> {
  return run(db, work, { ...mode, first: setting("company_id", companyId) });
}

/** A person's id, or the hash of their sign-in code or session token. */
export type Identity = { secretHash: string } | { userId: string };

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

/** The person's transaction goes on as this company's too: what both keep is kept or lost as one. */
export async function alsoIn(scope: PersonScope, companyId: string): Promise<Scope> {
  await scope.raw(setting("company_id", companyId));
  return scope as unknown as Scope;
}

/** For ids and states, not credentials or payloads. `lockMs` 0: waits for locks without limit. */
export function acrossCompanies<T>(
  db: Knex,
  work: (scope: AcrossScope) => Promise<T>,
  { lockMs = 0 }: { lockMs?: number } = {},
): Promise<T> {
  const first = `set local role ${ACROSS_ROLE}; set local lock_timeout = ${Math.trunc(lockMs)}`;
  return run(db, work, { first });
}

/** A frozen process must lose its locks before another one takes its jobs (heartbeat: 10 s). */
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

/** The value becomes part of a statement: only ids and hashes pass. */
function setting(name: "company_id" | "user_id" | "secret_hash", value: string): string {
  if (!/^[\w-]{1,100}$/.test(value)) throw new TypeError(`${name} is no id`);
  return `select set_config('app.${name}', '${value}', true)`;
}

/** knex sends BEGIN alone; this client sends a first statement along, in one round trip. */
export class ScopedClient extends PostgresClient {
  override transaction(container: unknown, config: unknown, outerTx: unknown): unknown {
    return new ScopedTransaction(this, container, config, outerTx);
  }
}

export class PreparingScopedClient extends ScopedClient {
  override _driver(): unknown {
    return { ...pg, Client: preparingClient() };
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
