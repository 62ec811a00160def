import { AsyncLocalStorage } from "node:async_hooks";
import { Client } from "pg";

/** Statements by who sent them, as that names itself to PostgreSQL. */
export type Statements = Record<string, number>;

/** All that this process has sent since it loaded this file. */
export const sent: Statements = {};

const within = new AsyncLocalStorage<Statements>();

/** What this sends, and nothing that goes on beside it. */
export async function statementsOf(run: () => Promise<unknown>): Promise<Statements> {
  const statements: Statements = {};
  await within.run(statements, run);
  return statements;
}

export function sum(statements: Statements): number {
  return Object.values(statements).reduce((all, count) => all + count, 0);
}

// knex and pg-boss alike end here, transactions' begin and commit included
const { query } = Client.prototype;
Client.prototype.query = function counted(this: Client, ...given: unknown[]): unknown {
  const { application_name: name = "" } = (this as unknown as ConnectedClient).connectionParameters;
  for (const statements of [sent, within.getStore()]) {
    if (statements) statements[name] = (statements[name] ?? 0) + 1;
  }
  return Reflect.apply(query, this, given);
} as typeof query;

interface ConnectedClient {
  connectionParameters: { application_name?: string };
}
