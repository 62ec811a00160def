import type { Knex } from "knex";
import type { Jobs } from "../jobs/jobs.ts";
import { claimWaitingDeliveries, markQueued } from "../store/deliveries.ts";
import { workOf } from "./work-of.ts";

const BATCH = 500;

interface QueueParts {
  db: Knex;
  jobs: Pick<Jobs, "sendMany">;
  /** Our client id at Procore: what comes back of our own writes, and says so, asks for nothing. */
  ourApplicationId?: string;
}

/**
 * Turns stored deliveries into jobs, one per record however often it changed; rows and jobs in one
 * transaction, so that neither is without the other.
 */
export async function queueDeliveries({ db, jobs, ourApplicationId }: QueueParts): Promise<void> {
  for (;;) {
    const claimed = await db.transaction(async (trx) => {
      const deliveries = await claimWaitingDeliveries(trx, BATCH);
      if (deliveries.length === 0) return 0;
      const { changes, polls } = workOf(
        deliveries.filter(({ sourceApplicationId }) => sourceApplicationId !== ourApplicationId),
      );
      if (changes.length > 0) await jobs.sendMany("detect-change", changes, { trx });
      if (polls.length > 0) await jobs.sendMany("poll-changes", polls, { trx });
      await markQueued(trx, deliveries);
      return deliveries.length;
    });
    if (claimed < BATCH) return;
  }
}
