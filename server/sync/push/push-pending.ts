import { inCompany } from "../../database/scope.ts";
import type { Connection } from "../../store/connections.ts";
import { pendingRecords, strandedRecords } from "../../store/open-records.ts";
import type { SyncRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";

type Parts = Pick<SyncParts, "db" | "jobs">;

/**
 * What stood in the way of many may be gone: settings, projects or credentials are others now.
 * Whatever is pending looks again whether it may go.
 */
export async function pushPending(parts: Parts, connection: Connection): Promise<void> {
  const records = await inCompany(parts.db, connection.companyId, (scope) =>
    pendingRecords(scope, connection),
  );
  await push(parts, connection, records);
}

/**
 * What the other system did not take for longer than a job is patient, and what a process left
 * lying that died in its last try.
 */
export async function pushStranded(parts: Parts, connection: Connection): Promise<void> {
  const records = await inCompany(parts.db, connection.companyId, (scope) =>
    strandedRecords(scope, connection),
  );
  await push(parts, connection, records);
}

async function push(
  { jobs }: Parts,
  { companyId, connectionId }: Connection,
  records: SyncRecord[],
): Promise<void> {
  await jobs.sendMany(
    "push-record",
    records.map(({ recordId }) => ({ companyId, connectionId, recordId })),
  );
}
