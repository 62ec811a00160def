import type { Knex } from "knex";
import { acrossCompanies } from "../database/scope.ts";
import { AppError } from "../errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { recordDeliveries, recordQueuedDeliveries } from "../store/across-companies.ts";
import type { ReceivedDelivery } from "../store/deliveries.ts";
import { sendWork } from "./queue-deliveries.ts";

const MOST_PER_STATEMENT = 500;
const MOST_TEXT_PER_STATEMENT = 2 * 1024 * 1024;
/** More waiting deliveries mean a stuck database. Procore sends again what we refuse. */
const MOST_WAITING = 10_000;
/** Up to this many get their jobs at once; of more, `queue-deliveries` makes the jobs later. */
const FEW = 5;
const MOMENT_MS = 100;
/** Procore waits 5 s for our answer: waiting for a job's lock must not use all of them. */
const LOCK_MS = 1_500;

class ReceiptsFullError extends AppError {
  override readonly status = 503;
  override readonly code = "busy";
}

export interface ReceiptParts {
  db: Knex;
  jobs: Pick<Jobs, "sendMany">;
  /** Called when rows were kept without their jobs. */
  wake(): void;
}

interface Waiting {
  received: ReceivedDelivery;
  settle(problem?: unknown): void;
}

/** Deliveries that arrive during a statement share the next one. Resolves after the commit. */
export function batchReceipts(parts: ReceiptParts) {
  let waiting: Waiting[] = [];
  let isDraining = false;
  const areFew = countMoments();

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = firstOf(waiting);
      waiting = waiting.slice(batch.length);
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

/** At least one. */
function firstOf(waiting: Waiting[]): Waiting[] {
  let [count, length] = [0, 0];
  for (const { received } of waiting) {
    length += received.payload.length;
    if (count === MOST_PER_STATEMENT || (count > 0 && length > MOST_TEXT_PER_STATEMENT)) break;
    count += 1;
  }
  return waiting.slice(0, count);
}

async function keep(parts: ReceiptParts, batch: Waiting[], areFew: boolean): Promise<void> {
  const { db, jobs, wake } = parts;
  if (areFew && (await keepWithJobs({ db, jobs }, batch))) return;
  await keepRows(db, batch);
  wake();
}

/** False: it failed or waited too long for a lock, and nothing is kept. */
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
