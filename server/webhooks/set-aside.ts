import type { Knex } from "knex";
import { LRUCache } from "lru-cache";
import { acrossCompanies, inCompany, type Scope } from "../database/scope.ts";
import type { Durations } from "../durations.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { log } from "../log.ts";
import { oldestWaiting } from "../store/across-companies.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { setAside, setAsideKept, type SetAside } from "../store/set-aside.ts";

const MOST_COMPANIES = 10_000;
const LONGEST_PROBLEM = 500;

interface Polling {
  jobs: Pick<Jobs, "send">;
  durations: Pick<Durations, "betweenPollsInsteadMs">;
}

export type PollInstead = (scope: Scope, of: { companyId: string }) => Promise<void>;

/**
 * Finds what a dropped delivery told of, in all projects: it may have told of several, and what it
 * says of them cannot be read. Too often, it would cost the call budget.
 */
export function pollsInstead({ jobs, durations }: Polling): PollInstead {
  const ttl = durations.betweenPollsInsteadMs;
  const nextAt = new LRUCache<string, number>({ max: MOST_COMPANIES, ttl });
  return async (scope, { companyId }) => {
    const connection = await findConnection(scope, companyId);
    if (!connection) return;
    const at = nextAt.get(companyId);
    if (at === undefined) nextAt.set(companyId, Date.now() + ttl);
    const { connectionId } = connection;
    await jobs.send(
      "poll-changes",
      { companyId, connectionId, isCatchUp: true },
      { trx: scope, ...(at !== undefined && { startAfter: new Date(at) }) },
    );
  };
}

/** Genuine, and unreadable: sent again it would be no better. */
export async function setAsideUnreadable(
  { db, pollInstead }: { db: Knex; pollInstead: PollInstead },
  delivery: SetAside,
): Promise<void> {
  const { companyId } = delivery;
  await inCompany(db, companyId, async (scope) => {
    await setAside(scope, delivery);
    await pollInstead(scope, { companyId });
  });
}

/** Throws `problem` where nothing waits. */
export async function setAsideOldest(
  { db, pollInstead }: { db: Knex; pollInstead: PollInstead },
  problem: unknown,
): Promise<void> {
  const oldest = await acrossCompanies(db, oldestWaiting);
  if (!oldest) throw problem;
  const { companyId } = oldest;
  const said = problem instanceof Error ? problem.message : String(problem);
  await inCompany(db, companyId, async (scope) => {
    await setAsideKept(scope, { ...oldest, problem: said.slice(0, LONGEST_PROBLEM) });
    await pollInstead(scope, { companyId });
  });
  log.error({ ...oldest, err: problem }, "set a webhook delivery aside that cannot be queued");
}
