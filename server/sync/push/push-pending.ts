import { acrossCompanies, inCompany, type Scope } from "../../database/scope.ts";
import { keyOf } from "../../kinds/kind.ts";
import { strandedRecords, unknownOutcomes } from "../../store/across-companies.ts";
import { type Page, pendingRecords, type RecordId } from "../../store/open-records.ts";
import { releaseWaiting } from "../../store/record-pushes.ts";
import type { SyncRecord } from "../../store/records.ts";
import type { SyncParts } from "../parts.ts";

type Parts = Pick<SyncParts, "db" | "jobs">;
type OfConnection = Omit<RecordId, "recordId">;

/** Records per page: one statement reads them, and one sends their jobs. */
export const PAGE = 1_000;

/** A younger write is still under way, not lost. */
const LOST_AFTER_MS = 60_000;

/** After a change of settings, projects or credentials each pending record is decided again. */
export async function pushPending(parts: Parts, connection: OfConnection): Promise<void> {
  await push(parts, (page) =>
    inCompany(parts.db, connection.companyId, (scope) => pendingRecords(scope, connection, page)),
  );
}

/** Records that outlasted the patience of their job, or that a process left when it died. */
export async function pushStranded(parts: Parts, connections: OfConnection[]): Promise<void> {
  if (connections.length === 0) return;
  await push(parts, (page) =>
    acrossCompanies(parts.db, (scope) => strandedRecords(scope, connections, page)),
  );
}

/** Finds the outcome of writes that a crash left open, and reads back what was found early. */
export async function pushLost(parts: Parts): Promise<void> {
  const before = new Date(Date.now() - LOST_AFTER_MS);
  await push(parts, (page) =>
    acrossCompanies(parts.db, (scope) => unknownOutcomes(scope, before, page)),
  );
}

type Awaited = Pick<SyncRecord, "companyId" | "connectionId" | "kind" | "procoreId">;

/** Call it once `awaited` is in the ERP: the records that waited for it go on. */
export async function wakeWaiting(
  { jobs }: Pick<SyncParts, "jobs">,
  scope: Scope,
  awaited: Awaited,
): Promise<void> {
  const { companyId, connectionId } = awaited;
  const released = await releaseWaiting(scope, {
    companyId,
    connectionId,
    waitingFor: keyOf(awaited),
  });
  const payloads = released.map((recordId) => ({ companyId, connectionId, recordId }));
  await jobs.sendMany("push-record", payloads, { trx: scope });
}

async function push({ jobs }: Parts, read: (page: Page) => Promise<RecordId[]>): Promise<void> {
  const turns = new Map<string, number>();
  for (let after: string | undefined = "0"; after !== undefined;) {
    const records = await read({ after, limit: PAGE });
    await jobs.sendMany("push-record", records, { turns });
    after = records[PAGE - 1]?.recordId;
  }
}
