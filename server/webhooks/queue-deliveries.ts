import type { Knex } from "knex";
import { absenceOf } from "../database/absence.ts";
import { type AcrossScope, acrossCompanies } from "../database/scope.ts";
import type { Durations } from "../durations.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { takeWaitingDeliveries, type WaitingDelivery } from "../store/across-companies.ts";
import { pollsInstead, setAsideOldest } from "./set-aside.ts";
import { workOf } from "./work-of.ts";

const BATCH = 500;

interface QueueParts {
  db: Knex;
  jobs: Pick<Jobs, "send" | "sendMany">;
  durations: Pick<Durations, "betweenPollsInsteadMs">;
}

/** One delivery that cannot be queued must not stop the others: it is set aside. */
export async function queueDeliveries(parts: QueueParts): Promise<void> {
  const { db } = parts;
  const pollInstead = pollsInstead(parts);
  for (let most = BATCH; ;) {
    const taken = await takeAndQueue(parts, most).catch((problem: unknown) => {
      // Not the delivery's fault: the job comes again.
      if (absenceOf(problem)) throw problem;
      return { problem };
    });
    if (typeof taken === "number") {
      if (taken < most) return;
    } else if (most > 1) {
      most = 1;
    } else {
      // Where the queue itself is down, this fails too, and nothing is set aside.
      await setAsideOldest({ db, pollInstead }, taken.problem);
      most = BATCH;
    }
  }
}

function takeAndQueue({ db, jobs }: QueueParts, most: number): Promise<number> {
  return acrossCompanies(db, async (scope) => {
    const deliveries = await takeWaitingDeliveries(scope, most);
    await sendWork(jobs, scope, deliveries);
    return deliveries.length;
  });
}

/** One job per record, however often it changed. A company that uses no ERP gets none. */
export async function sendWork(
  jobs: Pick<Jobs, "sendMany">,
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
