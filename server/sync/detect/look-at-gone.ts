import type { Knex } from "knex";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Place } from "../../kinds/kind.ts";
import type { Connection } from "../../store/connections.ts";

/**
 * Procore has said of these records that it does not have them. Whoever hears that hands them on:
 * detection finds out which were deleted and which are only hidden.
 */
export function lookAtGone(
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
