import { acrossCompanies } from "../database/scope.ts";
import type { Knex } from "knex";
import type { Jobs } from "../jobs/jobs.ts";
import { takeWaitingDeliveries } from "../store/across-companies.ts";
import { workOf } from "./work-of.ts";

const BATCH = 500;

interface QueueParts {
  db: Knex;
  jobs: Pick<Jobs, "sendMany">;
}

/**
 * Turns stored deliveries into jobs, one per record however often it changed; rows and jobs in one
 * transaction, so that neither is without the other.
 */
export async function queueDeliveries({ db, jobs }: QueueParts): Promise<void> {
  for (;;) {
    const claimed = await acrossCompanies(db, async (scope) => {
      const deliveries = await takeWaitingDeliveries(scope, BATCH);
      if (deliveries.length === 0) return 0;
      const { changes, polls } = workOf(deliveries);
      const erps = new Map(deliveries.map((of) => [of.companyId, of.connectionId]));
      const ofErp = <Load extends { companyId: string }>(loads: Load[]) =>
        loads.flatMap((load) => {
          const connectionId = erps.get(load.companyId);
          return connectionId ? [{ ...load, connectionId }] : [];
        });
      await jobs.sendMany("detect-change", ofErp(changes), { trx: scope });
      await jobs.sendMany("poll-changes", ofErp(polls), { trx: scope });
      return deliveries.length;
    });
    if (claimed < BATCH) return;
  }
}
