import type { Knex } from "knex";
import { atMost } from "./at-most.ts";

/**
 * Each holds a database connection while Procore answers, which may take long: the others are for
 * the rest of the process.
 */
const AT_ONCE = 3;
const turn = atMost(AT_ONCE);

/** A transaction that waits for Procore's sign-in server. */
export function renewInTurn<Result>(
  db: Knex,
  renew: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  return turn(() => db.transaction(renew));
}
