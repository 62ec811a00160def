import type { Knex } from "knex";
import { AppError } from "../errors.ts";
import { acrossCompanies } from "../database/scope.ts";
import { recordDeliveries } from "../store/across-companies.ts";
import type { ReceivedDelivery } from "../store/deliveries.ts";

/** Keeps one statement far below what PostgreSQL would take long over. */
const MOST_PER_STATEMENT = 500;
/**
 * More than this waiting means that the database is stuck; Procore sends again what is turned away.
 */
const MOST_WAITING = 10_000;

class ReceiptsFullError extends AppError {
  override readonly status = 503;
  override readonly code = "busy";
}

interface Waiting {
  received: ReceivedDelivery;
  settle: (problem?: unknown) => void;
}

/**
 * Deliveries that arrive while a statement runs share the next one. Resolves once the delivery's
 * row is committed.
 */
export function batchReceipts(db: Knex) {
  let waiting: Waiting[] = [];
  let isDraining = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_PER_STATEMENT);
      waiting = waiting.slice(MOST_PER_STATEMENT);
      await keep(db, batch);
    }
    isDraining = false;
  }

  return function receive(received: ReceivedDelivery): Promise<void> {
    if (waiting.length >= MOST_WAITING) {
      return Promise.reject(
        new ReceiptsFullError(
          "Too many deliveries wait for the database. Send this one again later.",
        ),
      );
    }
    return new Promise((resolve, reject) => {
      waiting.push({
        received,
        settle: (problem) => (problem === undefined ? resolve() : reject(problem)),
      });
      if (isDraining) return;
      isDraining = true;
      setImmediate(() => void drain());
    });
  };
}

/** One row that cannot be kept must not take the others with it. */
async function keep(db: Knex, batch: Waiting[]): Promise<void> {
  try {
    const received = batch.map((one) => one.received);
    await acrossCompanies(db, (scope) => recordDeliveries(scope, received));
    for (const { settle } of batch) settle();
  } catch (problem) {
    if (batch.length === 1) batch[0]!.settle(problem);
    else for (const single of batch) await keep(db, [single]);
  }
}
