import type { Knex } from "knex";
import { type AcrossScope, acrossCompanies } from "../database/scope.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { takeWaitingDeliveries, type WaitingDelivery } from "../store/across-companies.ts";
import { workOf } from "./work-of.ts";

const BATCH = 500;

interface QueueParts {
  db: Knex;
  jobs: Pick<Jobs, "sendMany">;
}

export async function queueDeliveries({ db, jobs }: QueueParts): Promise<void> {
  for (;;) {
    const taken = await acrossCompanies(db, async (scope) => {
      const deliveries = await takeWaitingDeliveries(scope, BATCH);
      await sendWork(jobs, scope, deliveries);
      return deliveries.length;
    });
    if (taken < BATCH) return;
  }
}

/** One job per record, however often it changed. A company that uses no ERP gets none. */
export async function sendWork(
  jobs: QueueParts["jobs"],
  scope: AcrossScope,
  deliveries: WaitingDelivery[],
): Promise<void> {
  const { changes, polls } = workOf(deliveries);
  const erps = new Map(deliveries.map((of) => [of.companyId, of.connectionId]));
  const ofErp = <Asked extends { companyId: string }>(asked: Asked[]) =>
    asked.flatMap((one) => {
      const connectionId = erps.get(one.companyId);
      return connectionId ? [{ ...one, connectionId }] : [];
    });
  await jobs.sendMany("detect-change", ofErp(changes), { trx: scope });
  await jobs.sendMany("poll-changes", ofErp(polls), { trx: scope });
}
