import type { Scope } from "../database/scope.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { connectionInUse } from "../store/connections-in-use.ts";

/** With a project: polls only what has webhooks there. */
export async function pollSoon(
  jobs: Pick<Jobs, "send">,
  scope: Scope,
  { companyId, projectId }: { companyId: string; projectId?: string },
): Promise<void> {
  const connection = await connectionInUse(scope, companyId);
  if (!connection) return;
  const { connectionId } = connection;
  const payload = { companyId, connectionId, ...(projectId && { projectId }) };
  await jobs.send("poll-changes", payload, { trx: scope });
}
