import type { Knex } from "knex";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Place } from "../../kinds/kind.ts";
import type { Connection } from "../../store/connections.ts";

/** These records seem changed or gone: a job reads each one in Procore and finds out. */
export function lookAt(
  jobs: Jobs,
  trx: Knex.Transaction,
  records: (Place & Pick<Connection, "connectionId">)[],
): Promise<void> {
  return jobs.sendMany(
    "detect-change",
    records.map(({ companyId, connectionId, kind, procoreId, projectId }) => ({
      companyId,
      connectionId,
      kind,
      procoreId,
      projectId,
    })),
    { trx },
  );
}
