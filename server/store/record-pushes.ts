import type { Scope } from "../database/scope.ts";
import type { Durations } from "../durations.ts";
import { type CompanyProject, joinedProject } from "./company-projects.ts";
import { type Connection, joinedConnection } from "./connections.ts";
import { fromRow, joinedRecord, recordColumns, type SyncRecord, toRow } from "./records.ts";

type Key = Pick<SyncRecord, "companyId" | "recordId">;

export interface BegunPush {
  /** As it was before, except `landsUntil`. */
  record: SyncRecord;
  /** The new `attemptingSince`: results are written only while the record still has it. */
  begunAt: Date;
  newestOpen: string | undefined;
}

const OPEN = ["pending", "failed"];

export interface RecordToPush {
  record: SyncRecord;
  /** Undefined: the company no longer uses it. */
  connection: Connection | undefined;
  project: CompanyProject | undefined;
}

export async function recordToPush(
  scope: Scope,
  { companyId, recordId }: Key,
): Promise<RecordToPush | undefined> {
  const row = await scope("records")
    .leftJoin("companies", (on) =>
      on
        .on("companies.company_id", "records.company_id")
        .andOn("companies.status", "<>", scope.raw("'uninstalled'")),
    )
    .leftJoin("connections", (on) =>
      on
        .on("connections.company_id", "companies.company_id")
        .andOn("connections.connection_id", "records.connection_id")
        .andOnVal("connections.is_in_use", true),
    )
    .leftJoin("company_projects", (on) =>
      on
        .on("company_projects.company_id", "records.company_id")
        .andOn("company_projects.project_id", "records.project_id"),
    )
    .where({ "records.company_id": companyId, "records.record_id": recordId })
    .first<object | undefined>([
      ...joinedRecord.names,
      ...joinedConnection.names,
      ...joinedProject.names,
    ]);
  const record = row && joinedRecord.fromRow(row);
  if (!record) return undefined;
  return {
    record,
    connection: joinedConnection.fromRow(row),
    project: joinedProject.fromRow(row),
  };
}

/** A write has begun, its outcome is unknown, and nobody waits for it any more. */
export function isLost(
  { attemptingSince }: Pick<SyncRecord, "attemptingSince">,
  { underWayMs }: Durations,
): boolean {
  return attemptingSince !== null && attemptingSince.getTime() <= Date.now() - underWayMs;
}

/** Until when a lost write may be carried out. A time from before this write does not count. */
export function landsUntil(
  { attemptingSince, landsUntil: until }: Pick<SyncRecord, "attemptingSince" | "landsUntil">,
  { mayLandMs }: Pick<Durations, "mayLandMs">,
): Date | null {
  if (attemptingSince === null || (until && until > attemptingSince)) return until;
  return new Date(Date.now() + mayLandMs);
}

/** Waits for the row. Undefined: the record is gone or changed, or another write is under way. */
export async function beginPush(
  scope: Scope,
  { companyId, recordId, snapshot, pushedAt }: Key & Pick<SyncRecord, "snapshot" | "pushedAt">,
  { underWayMs, mayLandMs }: Durations,
): Promise<BegunPush | undefined> {
  const begunAt = new Date();
  const { rows } = await scope.raw<{ rows: { newest_open: string | null }[] }>(
    `with before as (
       select ${recordColumns().join(", ")} from records
        where company_id = :companyId and record_id = :recordId and snapshot = :snapshot::jsonb and not is_deleted
          and pushed_at is not distinct from :pushedAt
          and (attempting_since is null or attempting_since <= :lost)
          for update
     ),
     begun as (
       update records set attempted = case when before.attempting_since is null and before.lands_until is null
                                           then before.snapshot else before.attempted end,
              attempting_since = :begunAt, attempts = records.attempts + 1, waiting_for = null,
              waiting = case when before.is_unanswered then before.waiting end,
              lands_until = case when before.lands_until > before.attempting_since or before.attempting_since is null
                                 then before.lands_until else :mayLandUntil end
       from before where records.company_id = before.company_id and records.record_id = before.record_id
       returning records.lands_until
     )
     select ${recordColumns("before").join(", ")}, begun.lands_until, (
       select max(activity_id) from activities where company_id = :companyId and record_id = :recordId and status = any(:open)
     ) as newest_open
     from before, begun`,
    {
      companyId,
      recordId,
      snapshot: JSON.stringify(snapshot),
      pushedAt,
      begunAt,
      mayLandUntil: new Date(begunAt.getTime() + mayLandMs),
      lost: new Date(Date.now() - underWayMs),
      open: OPEN,
    },
  );
  const [row] = rows;
  return row && { record: fromRow(row), begunAt, newestOpen: row.newest_open ?? undefined };
}

export interface Push {
  record: SyncRecord;
  begunAt: Date;
  upTo: string | undefined;
  /** The record as others wait for it: `<kind>:<id>`. */
  waitingFor: string;
}

/** Undefined, and nothing done: the record changed, others wait for it, or it was taken over. */
export async function settlePush(
  scope: Scope,
  { record, begunAt, upTo, waitingFor }: Push,
  fields: Partial<SyncRecord>,
): Promise<Pick<SyncRecord, "toldAt" | "isDeleted"> | undefined> {
  const { company_id, record_id, connection_id } = toRow({
    companyId: record.companyId,
    recordId: record.recordId,
    connectionId: record.connectionId,
  });
  const settled = scope("records")
    .where({ company_id, record_id, is_deleted: false, attempting_since: begunAt })
    .whereRaw("snapshot = ?::jsonb", [JSON.stringify(record.snapshot)])
    .whereNotExists(
      scope("records as others")
        .where({ company_id, connection_id, waiting_for: waitingFor })
        .select(scope.raw("1")),
    )
    .update(toRow(fields))
    .returning("told_at");
  const met = scope("activities")
    .where({ company_id, record_id })
    .whereIn("status", OPEN)
    .where("activity_id", "<=", upTo ?? "0")
    .whereExists(scope("settled").select(scope.raw("1")))
    .update({
      status: "synced",
      transaction_id: fields.erpId,
      failure: null,
      synced_at: scope.fn.now(),
    });
  const [row] = await scope
    .with("settled", settled)
    .with("met", met)
    .from("settled")
    .select<{ told_at: Date | null }[]>("told_at");
  return row && { toldAt: row.told_at, isDeleted: false };
}

/** `waitingFor`: `<kind>:<id>`. Each row is decided under its lock. Returns the ids. */
export async function releaseWaiting(
  scope: Scope,
  of: { companyId: string; connectionId: string; waitingFor: string },
): Promise<string[]> {
  const { rows } = await scope.raw<{ rows: { record_id: string }[] }>(
    `with found as materialized (
       select record_id from records
        where company_id = :companyId and connection_id = :connectionId
          and waiting_for = :waitingFor and not is_deleted
        order by record_id for update),
     released as (
       update records set waiting_for = null, waiting = null, is_unanswered = false, failure = null, cause = null, status = 'pending'
        where company_id = :companyId and record_id in (select record_id from found)
        returning company_id, record_id),
     reopened as (
       update activities set status = 'pending', failure = null
         from released
        where activities.company_id = released.company_id
          and activities.record_id = released.record_id and activities.status = 'failed')
     select record_id from released`,
    of,
  );
  return rows.map(({ record_id }) => record_id);
}
