import type { Knex } from "knex";
import type { Jobs } from "../jobs/jobs.ts";
import { connectionInUse } from "../store/connections-in-use.ts";

/** Looks for what changed without a word; with a project, for what has webhooks there. */
export async function pollSoon(
  { db, jobs }: { db: Knex; jobs: Pick<Jobs, "send"> },
  { companyId, projectId }: { companyId: string; projectId?: string },
  trx?: Knex.Transaction,
): Promise<void> {
  const connection = await connectionInUse(trx ?? db, companyId);
  if (!connection) return;
  const { connectionId } = connection;
  await jobs.send(
    "poll-changes",
    { companyId, connectionId, ...(projectId && { projectId }) },
    { ...(trx && { trx }) },
  );
}
