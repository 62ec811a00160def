import type { Knex } from "knex";
import type { AcrossScope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import type { CompanyStatus } from "./companies.ts";
import {
  type Delivery,
  deliveryColumns,
  fromRow,
  type ReceivedDelivery,
  asJson,
} from "./deliveries.ts";
import { PASSING } from "./failure.ts";
import type { Page, RecordId } from "./open-records.ts";
import { fromRow as toRecord, type SyncRecord } from "./records.ts";
import type { ScheduledTask } from "./schedules.ts";

// The role may keep deliveries, and sees ids and states only (migrations/0012_policies.ts).

/** `connectionId`: of the ERP in use; null: there is none. */
export type WaitingDelivery = Delivery & { connectionId: string | null };

const ERP_IN_USE = `(
  select connection_id from connections join companies using (company_id)
   where company_id = taken.company_id and role = 'erp' and is_in_use
     and companies.status <> 'uninstalled'
) as connection_id`;

/** The statement takes its role by itself. It is durable on return, or with its transaction. */
export async function recordDeliveries(db: Knex, received: ReceivedDelivery[]): Promise<void> {
  await db.raw("select from crosstie_keep_deliveries(?, false)", [asJson(received)]);
}

/** The caller sends their jobs in the same transaction. Returns the new ones. */
export async function recordQueuedDeliveries(
  scope: AcrossScope,
  received: ReceivedDelivery[],
): Promise<WaitingDelivery[]> {
  const { rows } = await scope.raw<{ rows: Record<string, string | null>[] }>(
    `select taken.*, ${ERP_IN_USE} from crosstie_keep_deliveries(?, true) as taken`,
    [asJson(received)],
  );
  const erps = new Map(
    rows.map((row) => [`${row.company_id}/${row.delivery_id}`, row.connection_id]),
  );
  return received.flatMap(({ delivery }) => {
    const connectionId = erps.get(`${delivery.companyId}/${delivery.deliveryId}`);
    return connectionId === undefined ? [] : [{ ...delivery, connectionId }];
  });
}

/** Skips what another process takes. The caller queues the work in the same transaction. */
export async function takeWaitingDeliveries(
  scope: AcrossScope,
  limit: number,
): Promise<WaitingDelivery[]> {
  const { rows } = await scope.raw<{ rows: { connection_id: string | null }[] }>(
    `with waiting as (
       select company_id, delivery_id from deliveries where queued_at is null
        order by received_at limit :limit for update skip locked
     ),
     taken as (
       update deliveries set queued_at = now() from waiting
        where deliveries.company_id = waiting.company_id
          and deliveries.delivery_id = waiting.delivery_id
       returning ${deliveryColumns("deliveries").join(", ")}
     )
     select taken.*, ${ERP_IN_USE} from taken`,
    { limit },
  );
  return rows.map((row) => ({ ...fromRow(row), connectionId: row.connection_id }));
}

export async function oldestWaiting(
  scope: AcrossScope,
): Promise<Pick<Delivery, "companyId" | "deliveryId"> | undefined> {
  const row = await scope("deliveries")
    .whereNull("queued_at")
    .orderBy("received_at")
    .first("company_id", "delivery_id");
  return row && fromRow(row);
}

export async function dropOldDeliveries(scope: AcrossScope, before: Date): Promise<void> {
  await scope("deliveries").where("received_at", "<", before).whereNotNull("queued_at").delete();
}

/** Renewed webhook secrets that Procore sends no longer. */
export async function dropEarlierSecrets(scope: AcrossScope): Promise<void> {
  await scope("companies")
    .where("earlier_secret_until", "<=", scope.fn.now())
    .update({ earlier_webhook_secret: null, earlier_secret_until: null });
}

/** Companies that never began to install are missing. */
export async function statusesOf(
  scope: AcrossScope,
  companyIds: string[],
): Promise<Map<string, CompanyStatus>> {
  const rows = await scope("companies")
    .whereIn("company_id", companyIds)
    .select<{ company_id: string; status: CompanyStatus }[]>("company_id", "status");
  return new Map(rows.map((row) => [row.company_id, row.status]));
}

type OfConnection = Pick<SyncRecord, "companyId" | "connectionId">;

export async function dropExpired(scope: AcrossScope): Promise<void> {
  await scope("sessions").where("expires_at", "<", scope.fn.now()).delete();
  await scope("sign_in_codes").where("expires_at", "<", scope.fn.now()).delete();
}

/** They have no living session. The hour: at sign-in, the grant comes before the session. */
export async function peopleWhoLeft(scope: AcrossScope, limit: number): Promise<string[]> {
  const { rows } = await scope.raw<{ rows: { user_id: string }[] }>(
    `select user_id from user_grants grants
      where expires_at < now() - interval '1 hour'
        and not exists (select from sessions where sessions.user_id = grants.user_id and sessions.expires_at > now())
      order by expires_at limit :limit`,
    { limit },
  );
  return rows.map((row) => row.user_id);
}

export type DueTask = OfConnection & { task: ScheduledTask };

const ofDueTask = columns<DueTask>({
  companyId: "company_id",
  connectionId: "connection_id",
  task: "task",
});

/** Eight o'clock UTC, when it is night in all of America. What is due at night is due each day. */
const NEXT_NIGHT =
  "(date_trunc('day', now() at time zone 'UTC' + interval '16 hours') + interval '8 hours') at time zone 'UTC'";

export async function claimDueTasks(
  scope: AcrossScope,
  { pollMs, limit }: { pollMs: number; limit: number },
): Promise<DueTask[]> {
  const { rows } = await scope.raw<{ rows: object[] }>(
    `with due as (
       select company_id, connection_id, task,
         case task when 'poll' then :pollMs::bigint else every_ms end as every_ms
       from schedules where due_at <= now() and every_ms is not null
       order by due_at limit :limit for update skip locked
     )
     update schedules
     set every_ms = due.every_ms, last_at = now(), due_at = case due.task when 'hooks' then ${NEXT_NIGHT}
       else now() + due.every_ms * interval '1 millisecond' end
     from due
     where schedules.company_id = due.company_id and schedules.connection_id = due.connection_id
       and schedules.task = due.task
     returning schedules.company_id, schedules.connection_id, schedules.task`,
    { pollMs, limit },
  );
  return rows.map(ofDueTask.fromRow);
}

export async function strandedRecords(
  scope: AcrossScope,
  connections: OfConnection[],
  { after, limit }: Page,
): Promise<RecordId[]> {
  const { rows } = await scope.raw<{ rows: object[] }>(
    `select company_id, connection_id, record_id
     from unnest(:companyIds::text[], :connectionIds::uuid[]) as due (company_id, connection_id)
     join connections using (company_id, connection_id)
     join records using (company_id, connection_id)
     where not is_deleted and (is_requested or automatic_sync) and record_id > :after
       and records.status in ('pending', 'error')
       and (records.status = 'pending' or failure_code = any(:passing))
     order by record_id limit :limit`,
    {
      companyIds: connections.map(({ companyId }) => companyId),
      connectionIds: connections.map(({ connectionId }) => connectionId),
      passing: PASSING,
      after,
      limit,
    },
  );
  return rows.map(toRecord);
}

/** Writes begun before then that were never answered, and records to read back. */
export async function unknownOutcomes(
  scope: AcrossScope,
  before: Date,
  { after, limit }: Page,
): Promise<RecordId[]> {
  const rows = await scope("records")
    .join("companies", "companies.company_id", "records.company_id")
    .join("connections", (on) =>
      on
        .on("connections.company_id", "records.company_id")
        .andOn("connections.connection_id", "records.connection_id"),
    )
    .whereRaw(
      `(attempting_since < ? and coalesce(lands_until <= now(), true)
           and (records.status <> 'error' or failure_code = any(?))
         or attempting_since is null and lands_until <= now() and records.status = 'success' and not is_deleted)`,
      [before, PASSING],
    )
    .where("records.record_id", ">", after)
    .where({ "companies.status": "active", "connections.status": "working" })
    .orderBy("records.record_id")
    .limit(limit)
    .select("records.company_id", "records.connection_id", "records.record_id");
  return rows.map(toRecord);
}
