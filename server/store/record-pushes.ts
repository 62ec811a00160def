import type { Scope } from "../database/scope.ts";
import type { Durations } from "../durations.ts";
import { type CompanyProject, joinedProject } from "./company-projects.ts";
import { type Connection, joinedConnection } from "./connections.ts";
import { fromRow, joinedRecord, type SyncRecord, toRow } from "./records.ts";

type Key = Pick<SyncRecord, "companyId" | "recordId">;

export interface BegunPush {
  /** As it was before, but for `landsUntil`. */
  record: SyncRecord;
  /** What `attemptingSince` is from now on: what is written of this push is bound to it. */
  begunAt: Date;
  /** Its newest activity that is not settled. */
  newestOpen: string | undefined;
}

const OPEN = ["pending", "failed"];

export interface RecordToPush {
  record: SyncRecord;
  /** Undefined: the company no longer uses it. */
  connection: Connection | undefined;
  /** Undefined for what belongs to the company itself. */
  project: CompanyProject | undefined;
}

/** Undefined: the record is gone. */
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

/** Was a write begun whose outcome nobody knows, and nobody waits for any more? */
export function isLost(
  { attemptingSince }: Pick<SyncRecord, "attemptingSince">,
  { underWayMs }: Durations,
): boolean {
  return attemptingSince !== null && attemptingSince.getTime() <= Date.now() - underWayMs;
}

/**
 * Until when a write that is lost may still be carried out: what began after that had passed is
 * another one. Undefined: there is none.
 */
export function landsUntil(
  { attemptingSince, landsUntil: until }: Pick<SyncRecord, "attemptingSince" | "landsUntil">,
  { mayLandMs }: Pick<Durations, "mayLandMs">,
): Date | null {
  if (attemptingSince === null || (until && until > attemptingSince)) return until;
  return new Date(Date.now() + mayLandMs);
}

/**
 * Marks a write to the ERP as begun; whoever holds the record is waited for. Undefined, and nothing
 * marked, when the record is gone, when another write of it is under way, or when it was changed or
 * written since it was read: what was prepared from that is out of date. Who waits for an answer
 * waits until there is one.
 */
export async function beginPush(
  scope: Scope,
  { companyId, recordId, snapshot, pushedAt }: Key & Pick<SyncRecord, "snapshot" | "pushedAt">,
  { underWayMs, mayLandMs }: Durations,
): Promise<BegunPush | undefined> {
  const begunAt = new Date();
  const { rows } = await scope.raw<{ rows: { newest_open: string | null }[] }>(
    `with before as (
       select * from records
        where company_id = :companyId and record_id = :recordId and snapshot = :snapshot::jsonb and not is_deleted
          and pushed_at is not distinct from :pushedAt
          and (attempting_since is null or attempting_since <= :lost)
          for update
     ),
     begun as (
       update records set attempting_since = :begunAt, attempts = records.attempts + 1, waiting_for = null,
              waiting = case when before.is_unanswered then before.waiting end,
              lands_until = case when before.lands_until > before.attempting_since or before.attempting_since is null
                                 then before.lands_until else :mayLandUntil end
       from before where records.company_id = before.company_id and records.record_id = before.record_id
       returning records.lands_until
     )
     select before.*, begun.lands_until, (
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
  /** This activity and those before it are met. */
  upTo: string | undefined;
  /** What others wait for when they wait for this record. */
  waitingFor: string;
}

/**
 * Settles a write with one statement: the record, and the activities it met with the ERP's id.
 * Undefined, and nothing done, when the record was changed meanwhile, others wait for it, or another
 * process has taken it over: that takes more than a statement.
 */
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

/**
 * Lets go on what waited for a record that is in the ERP now; `waitingFor` is `<kind>:<id>`. Each is
 * decided again under its row's lock: what went through or was deleted meanwhile stays as it is.
 * Returns the ids.
 */
export async function releaseWaiting(
  scope: Scope,
  of: { companyId: string; connectionId: string; waitingFor: string },
): Promise<string[]> {
  const { rows } = await scope.raw<{ rows: { record_id: string }[] }>(
    `with released as (
       update records set waiting_for = null, waiting = null, is_unanswered = false, failure = null, status = 'pending'
        where company_id = :companyId and connection_id = :connectionId
          and waiting_for = :waitingFor and not is_deleted
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
