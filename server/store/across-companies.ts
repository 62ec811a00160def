import type { AcrossScope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import type { CompanyStatus } from "./companies.ts";
import type { Page, RecordId } from "./open-records.ts";
import { fromRow as toRecord, type SyncRecord, UNREACHABLE } from "./records.ts";
import type { ScheduledTask } from "./schedules.ts";
import { type Delivery, deliveryColumns, fromRow, type ReceivedDelivery } from "./deliveries.ts";

/**
 * What goes over all companies at once. Its role may keep any delivery, and otherwise sees ids and
 * states: never credentials, payloads or settings (migrations/0012_policies.ts).
 */

/**
 * Keeps many deliveries with one statement; those that are there already change nothing. Durable
 * when its transaction is.
 */
export async function recordDeliveries(
  scope: AcrossScope,
  received: ReceivedDelivery[],
): Promise<void> {
  // the bodies are JSON already: put together as text, nothing is parsed and written anew
  const rows = received.map(
    ({ delivery, payload, isOurs }) =>
      `${JSON.stringify({ ...delivery, isOurs }).slice(0, -1)},"payload":${payload}}`,
  );
  await scope.raw(
    `insert into deliveries (company_id, delivery_id, resource_name, resource_id, project_id, event, user_id,
       source_application_id, source_user_id, related, happened_at, payload, queued_at)
     select "companyId", "deliveryId", "resourceName", "resourceId", "projectId", event, "userId",
       "sourceApplicationId", "sourceUserId", related, "happenedAt", payload, case when "isOurs" then now() end
     from json_to_recordset(?::json) as received ("companyId" text, "deliveryId" text, "resourceName" text, "resourceId" text,
       "projectId" text, event text, "userId" text, "sourceApplicationId" text, "sourceUserId" text, related jsonb,
       "happenedAt" timestamptz, payload jsonb, "isOurs" boolean)
     on conflict (company_id, delivery_id) do nothing`,
    [storable(`[${rows.join(",")}]`)],
  );
}

/**
 * PostgreSQL keeps no U+0000 and no half of a surrogate pair in jsonb; JSON text may carry both as
 * escapes.
 */
function storable(json: string): string {
  if (!json.includes("\\u")) return json;
  const pairOrOdd = /\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\ud[89a-f][0-9a-f]{2}|\\u0000/gi;
  return json.replace(pairOrOdd, (found) => (found.length > 6 ? found : "\\ufffd"));
}

/**
 * Takes deliveries that wait, oldest first, and marks their work as queued: it is, when the
 * transaction ends. Another process that asks meanwhile gets others.
 */
export async function takeWaitingDeliveries(
  scope: AcrossScope,
  limit: number,
): Promise<Delivery[]> {
  const rows = await scope
    .with("waiting", (waiting) =>
      waiting
        .from("deliveries")
        .select("company_id", "delivery_id")
        .whereNull("queued_at")
        .orderBy("received_at")
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .from("deliveries")
    .whereIn(["company_id", "delivery_id"], scope.from("waiting"))
    .update({ queued_at: scope.fn.now() })
    .returning(deliveryColumns());
  return rows.map(fromRow);
}

/** Forgets deliveries received before this instant whose work was queued. */
export async function dropOldDeliveries(scope: AcrossScope, before: Date): Promise<void> {
  await scope("deliveries").where("received_at", "<", before).whereNotNull("queued_at").delete();
}

/** Where Crosstie stands in each of these companies; those that have never begun are missing. */
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

/** The ERP connection that each of these companies uses; none where Crosstie is uninstalled. */
export async function erpsInUse(scope: AcrossScope, companyIds: string[]): Promise<OfConnection[]> {
  if (companyIds.length === 0) return [];
  const rows = await scope("connections")
    .join("companies", "companies.company_id", "connections.company_id")
    .whereIn("connections.company_id", companyIds)
    .where({ role: "erp", is_in_use: true })
    .whereNot("companies.status", "uninstalled")
    .select("connections.company_id", "connections.connection_id");
  return rows.map(toRecord);
}

/** Ends what has run out. */
export async function dropExpired(scope: AcrossScope): Promise<void> {
  await scope("sessions").where("expires_at", "<", scope.fn.now()).delete();
  await scope("sign_in_codes").where("expires_at", "<", scope.fn.now()).delete();
}

/**
 * People who have a grant and no living session, at most `limit`. Only those whose access token ran
 * out more than an hour ago: whoever is signing in has a grant before they have a session.
 */
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

/**
 * Takes what is due, longest due first, and moves it to its next turn; another process that asks
 * meanwhile gets others.
 */
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
     set every_ms = due.every_ms, due_at = now() + due.every_ms * interval '1 millisecond'
     from due
     where schedules.company_id = due.company_id and schedules.connection_id = due.connection_id
       and schedules.task = due.task
     returning schedules.company_id, schedules.connection_id, schedules.task`,
    { pollMs, limit },
  );
  return rows.map(ofDueTask.fromRow);
}

/**
 * What goes by itself but may have been given up: pending, or failed because there was no answer.
 * Someone asked for it, or automatic sync is on.
 */
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
  return rows.map(toRecord);
}

/**
 * Writes begun before this instant whose outcome nobody has learnt, of connections that work.
 */
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
    .where("records.attempting_since", "<", before)
    .where("records.record_id", ">", after)
    .where({ "companies.status": "active", "connections.status": "working" })
    .orderBy("records.record_id")
    .limit(limit)
    .select("records.company_id", "records.connection_id", "records.record_id");
  return rows.map(toRecord);
}
