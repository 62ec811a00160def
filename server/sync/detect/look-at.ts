import type { Knex } from "knex";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Place } from "../../kinds/kind.ts";
import type { Connection } from "../../store/connections.ts";

/**
 * Something says that these records are other than we know them, or gone: each is read, and what
 * has changed, was deleted or is only hidden is found out there.
 */
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
