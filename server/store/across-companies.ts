import type { Knex } from "knex";
import type { Page, RecordId } from "./open-records.ts";
import { fromRow, type SyncRecord, UNREACHABLE } from "./records.ts";
import type { ScheduledTask } from "./schedules.ts";

/**
 * What goes over all companies. It sees ids and states, never credentials, settings or what records
 * hold.
 */

type OfConnection = Pick<SyncRecord, "companyId" | "connectionId">;

/** The ERP connection that each of these companies uses; none where Crosstie is uninstalled. */
export async function erpsInUse(db: Knex, companyIds: string[]): Promise<OfConnection[]> {
  if (companyIds.length === 0) return [];
  const rows = await db("connections")
    .join("companies", "companies.company_id", "connections.company_id")
    .whereIn("connections.company_id", companyIds)
    .where({ role: "erp", is_in_use: true })
    .whereNot("companies.status", "uninstalled")
    .select<{ company_id: string; connection_id: string }[]>(
      "connections.company_id",
      "connections.connection_id",
    );
  return rows.map((row) => ({ companyId: row.company_id, connectionId: row.connection_id }));
}

export type Turn = OfConnection & { task: ScheduledTask };

/**
 * Takes what is due, longest due first, and moves it to its next turn; another process that asks
 * meanwhile gets others.
 */
export async function claimTurns(
  trx: Knex.Transaction,
  { pollMs, limit }: { pollMs: number; limit: number },
): Promise<Turn[]> {
  const { rows } = await trx.raw<{ rows: TurnRow[] }>(
    `with due as (
       select company_id, connection_id, task,
         case task when 'poll' then :pollMs::bigint else every_ms end as every_ms
       from schedules where due_at <= now() and every_ms is not null
       order by due_at limit :limit for update skip locked
     )
     update schedules
     set every_ms = due.every_ms, due_at = now() + due.every_ms * interval '1 millisecond'
     from due
     where schedules.company_id = due.company_id and schedules.connection_id = due.connection_id
       and schedules.task = due.task
     returning schedules.company_id, schedules.connection_id, schedules.task`,
    { pollMs, limit },
  );
  return rows.map((row) => ({
    companyId: row.company_id,
    connectionId: row.connection_id,
    task: row.task,
  }));
}

interface TurnRow {
  company_id: string;
  connection_id: string;
  task: ScheduledTask;
}

/**
 * What goes by itself but may have been given up: pending, or failed because there was no answer.
 * Someone asked for it, or automatic sync is on.
 */
export async function strandedRecords(
  db: Knex,
  connections: OfConnection[],
  { after, limit }: Page,
): Promise<RecordId[]> {
  const { rows } = await db.raw<{ rows: object[] }>(
    `select company_id, connection_id, record_id
     from unnest(:companyIds::text[], :connectionIds::uuid[]) as due (company_id, connection_id)
     join connections using (company_id, connection_id)
     join records using (company_id, connection_id)
     where not is_deleted and (is_requested or automatic_sync) and record_id > :after
       and records.status in ('pending', 'error')
       and (records.status = 'pending' or failure_code = :unreachable)
     order by record_id limit :limit`,
    {
      companyIds: connections.map(({ companyId }) => companyId),
      connectionIds: connections.map(({ connectionId }) => connectionId),
      unreachable: UNREACHABLE,
      after,
      limit,
    },
  );
  return rows.map(fromRow);
}

/**
 * Writes begun before this instant whose outcome nobody has learnt, of connections that work.
 */
export async function unknownOutcomes(
  db: Knex,
  before: Date,
  { after, limit }: Page,
): Promise<RecordId[]> {
  const rows = await db("records")
    .join("companies", "companies.company_id", "records.company_id")
    .join("connections", (on) =>
      on
        .on("connections.company_id", "records.company_id")
        .andOn("connections.connection_id", "records.connection_id"),
    )
    .where("records.attempting_since", "<", before)
    .where("records.record_id", ">", after)
    .where({ "companies.status": "active", "connections.status": "working" })
    .orderBy("records.record_id")
    .limit(limit)
    .select("records.company_id", "records.connection_id", "records.record_id");
  return rows.map(fromRow);
}
