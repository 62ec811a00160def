import type { Knex } from "knex";
import type { Logger } from "pino";
import { AppError } from "../errors.ts";
import { acrossCompanies } from "../database/scope.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { recordDeliveries } from "../store/across-companies.ts";
import type { ReceivedDelivery } from "../store/deliveries.ts";
import { sendWork } from "./queue-deliveries.ts";

/** Keeps one statement far below what PostgreSQL would take long over. */
const MOST_PER_STATEMENT = 500;
/**
 * More than this waiting means that the database is stuck; Procore sends again what is turned away.
 */
const MOST_WAITING = 10_000;
/** Procore waits 5 s for its answer: no lock on a job may take them all. */
const LOCK_MS = 1_500;

class ReceiptsFullError extends AppError {
  override readonly status = 503;
  override readonly code = "busy";
}

export interface ReceiptParts {
  db: Knex;
  jobs: Pick<Jobs, "sendMany">;
  log: Logger;
}

interface Waiting {
  received: ReceivedDelivery;
  settle: (problem?: unknown) => void;
}

/**
 * Deliveries that arrive while a statement runs share the next one. Resolves once the delivery's
 * row is committed, and with it the job that it asks for.
 */
export function batchReceipts(parts: ReceiptParts) {
  let waiting: Waiting[] = [];
  let isDraining = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_PER_STATEMENT);
      waiting = waiting.slice(MOST_PER_STATEMENT);
      await keepWithJobs(parts, batch);
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

/** A delivery whose job cannot be written is kept all the same: the next tick queues it. */
async function keepWithJobs(parts: ReceiptParts, batch: Waiting[]): Promise<void> {
  const { db, jobs, log } = parts;
  const received = batch.map((one) => one.received);
  try {
    await acrossCompanies(
      db,
      async (scope) => {
        const fresh = await recordDeliveries(scope, received, { isQueued: true });
        await sendWork(jobs, scope, fresh);
      },
      { lockMs: LOCK_MS },
    );
    for (const { settle } of batch) settle();
  } catch (error) {
    log.warn({ err: error }, "could not queue deliveries; the next tick will");
    await keepRows(db, batch);
  }
}

/** One row that cannot be kept must not take the others with it. */
async function keepRows(db: Knex, batch: Waiting[]): Promise<void> {
  try {
    const received = batch.map((one) => one.received);
    await acrossCompanies(db, (scope) => recordDeliveries(scope, received, { isQueued: false }));
    for (const { settle } of batch) settle();
  } catch (problem) {
    if (batch.length === 1) batch[0]!.settle(problem);
    else for (const single of batch) await keepRows(db, [single]);
  }
}
