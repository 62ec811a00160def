import type { Knex } from "knex";
import { acrossCompanies } from "../database/scope.ts";
import { AppError } from "../errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { recordDeliveries, recordQueuedDeliveries } from "../store/across-companies.ts";
import type { ReceivedDelivery } from "../store/deliveries.ts";
import { sendWork } from "./queue-deliveries.ts";

/** Keeps one statement far below what PostgreSQL would take long over. */
const MOST_PER_STATEMENT = 500;
/**
 * More than this waiting means that the database is stuck; Procore sends again what is turned away.
 */
const MOST_WAITING = 10_000;
/**
 * So many within a moment bring their jobs themselves. Of more, which may be of few records, the
 * rows are kept alone, and a job of its own sorts out what they ask for.
 */
const FEW = 5;
const MOMENT_MS = 100;
/** Procore waits 5 s for its answer: no lock on a job may take them all. */
const LOCK_MS = 1_500;

class ReceiptsFullError extends AppError {
  override readonly status = 503;
  override readonly code = "busy";
}

export interface ReceiptParts {
  db: Knex;
  jobs: Pick<Jobs, "sendMany">;
  /** There are rows without their jobs. */
  wake(): void;
}

interface Waiting {
  received: ReceivedDelivery;
  settle(problem?: unknown): void;
}

/**
 * Deliveries that arrive while a statement runs share the next one. Resolves once the delivery's
 * row is committed.
 */
export function batchReceipts(parts: ReceiptParts) {
  let waiting: Waiting[] = [];
  let isDraining = false;
  const areFew = countMoments();

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_PER_STATEMENT);
      waiting = waiting.slice(MOST_PER_STATEMENT);
      await keep(parts, batch, areFew(batch.length));
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

async function keep(parts: ReceiptParts, batch: Waiting[], areFew: boolean): Promise<void> {
  const { db, jobs, wake } = parts;
  if (areFew && (await keepWithJobs({ db, jobs }, batch))) return;
  await keepRows(db, batch);
  wake();
}

/** False, and nothing kept, when that takes too long or fails. */
async function keepWithJobs(
  { db, jobs }: Pick<ReceiptParts, "db" | "jobs">,
  batch: Waiting[],
): Promise<boolean> {
  const received = batch.map((one) => one.received);
  try {
    await acrossCompanies(
      db,
      async (scope) => {
        const fresh = await recordQueuedDeliveries(scope, received);
        await sendWork(jobs, scope, fresh);
      },
      { lockMs: LOCK_MS },
    );
  } catch {
    return false;
  }
  for (const { settle } of batch) settle();
  return true;
}

/** Says of a batch whether few deliveries have come in this moment and the one before it. */
function countMoments(): (coming: number) => boolean {
  let begun = -Infinity;
  let [before, count] = [0, 0];
  return (coming) => {
    const passed = performance.now() - begun;
    if (passed > MOMENT_MS) {
      before = passed > 2 * MOMENT_MS ? 0 : count;
      begun = performance.now();
      count = 0;
    }
    count += coming;
    return before <= FEW && count <= FEW;
  };
}

/** One row that cannot be kept must not take the others with it. */
async function keepRows(db: Knex, batch: Waiting[]): Promise<void> {
  try {
    const received = batch.map((one) => one.received);
    await recordDeliveries(db, received);
    for (const { settle } of batch) settle();
  } catch (problem) {
    if (batch.length === 1) batch[0]!.settle(problem);
    else for (const single of batch) await keepRows(db, [single]);
  }
}
