import type { Knex } from "knex";
import type { Durations } from "../durations.ts";
import { fromRow, type SyncRecord, toRow } from "./records.ts";

type Key = Pick<SyncRecord, "companyId" | "recordId">;

export interface BegunPush {
  /** As it was before. */
  record: SyncRecord;
  /** Its newest activity that is not settled. */
  newestOpen: string | undefined;
}

const OPEN = ["pending", "failed"];

/** Was a write begun whose outcome nobody knows, and nobody waits for any more? */
export function isLost(
  { attemptingSince }: Pick<SyncRecord, "attemptingSince">,
  { underWayMs }: Durations,
): boolean {
  return attemptingSince !== null && attemptingSince.getTime() <= Date.now() - underWayMs;
}

/**
 * Marks a write to the ERP as begun; whoever holds the record is waited for. Undefined, and nothing
 * marked, when the record is gone, when another
 * write of it is under way, or when it was changed or written since it was read: what was prepared
 * from that is out of date.
 */
export async function beginPush(
  db: Knex,
  { companyId, recordId, snapshot, pushedAt }: Key & Pick<SyncRecord, "snapshot" | "pushedAt">,
  { underWayMs }: Durations,
): Promise<BegunPush | undefined> {
  const { rows } = await db.raw<{ rows: { newest_open: string | null }[] }>(
    `with before as (
       select * from records
        where company_id = :companyId and record_id = :recordId and snapshot = :snapshot::jsonb and not is_deleted
          and pushed_at is not distinct from :pushedAt
          and (attempting_since is null or attempting_since <= :lost)
          for update
     ),
     begun as (
       update records set attempting_since = :now, attempts = records.attempts + 1, waiting = null, waiting_for = null
       from before where records.company_id = before.company_id and records.record_id = before.record_id
     )
     select before.*, (
       select max(activity_id) from activities where company_id = :companyId and record_id = :recordId and status = any(:open)
     ) as newest_open
     from before`,
    {
      companyId,
      recordId,
      snapshot: JSON.stringify(snapshot),
      pushedAt,
      now: new Date(),
      lost: new Date(Date.now() - underWayMs),
      open: OPEN,
    },
  );
  const [row] = rows;
  return row && { record: fromRow(row), newestOpen: row.newest_open ?? undefined };
}

export interface Push {
  record: SyncRecord;
  /** This activity and those before it are met. */
  upTo: string | undefined;
  /** What others wait for when they wait for this record. */
  waitingFor: string;
}

/**
 * Settles a write with one statement: the record, and the activities it met with the ERP's id.
 * Undefined, and nothing done, when the record was
 * changed meanwhile or others wait for it: that takes more than a statement.
 */
export async function settlePush(
  db: Knex,
  { record, upTo, waitingFor }: Push,
  fields: Partial<SyncRecord>,
): Promise<Pick<SyncRecord, "toldAt"> | undefined> {
  const { company_id, record_id, connection_id } = toRow({
    companyId: record.companyId,
    recordId: record.recordId,
    connectionId: record.connectionId,
  });
  const settled = db("records")
    .where({ company_id, record_id, is_deleted: false })
    .whereRaw("snapshot = ?::jsonb", [JSON.stringify(record.snapshot)])
    .whereNotExists(
      db("records as others")
        .where({ company_id, connection_id, waiting_for: waitingFor })
        .select(db.raw("1")),
    )
    .update(toRow(fields))
    .returning("told_at");
  const met = db("activities")
    .where({ company_id, record_id })
    .whereIn("status", OPEN)
    .where("activity_id", "<=", upTo ?? "0")
    .whereExists(db("settled").select(db.raw("1")))
    .update({
      status: "synced",
      transaction_id: fields.erpId,
      failure: null,
      synced_at: db.fn.now(),
    });
  const [row] = await db
    .with("settled", settled)
    .with("met", met)
    .from("settled")
    .select<{ told_at: Date | null }[]>("told_at");
  return row && { toldAt: row.told_at };
}
