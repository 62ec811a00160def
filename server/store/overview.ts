import type { Scope } from "../database/scope.ts";
import { type ActivityFilter, type ActivityTab, openRecords } from "./activity-filter.ts";

export type OpenTab = Exclude<ActivityTab, "completed">;

export interface InFlight {
  tab: OpenTab;
  /** ISO 4217; null: Procore does not say, or it has no money. */
  currency: string | null;
  records: number;
  /** What of them is not in the ERP yet. */
  amount: string | null;
}

/** Of what waits and what failed, as the lists of activities have it. */
export async function moneyInFlight(scope: Scope, filter: ActivityFilter): Promise<InFlight[]> {
  const open = openRecords(scope, filter).select(
    "a.record_id",
    scope.raw("bool_or(a.status = 'failed') as has_failed"),
  );
  const { rows } = await scope.raw<{ rows: InFlight[] }>(
    `select case when has_failed then 'failed' else 'pending' end as tab,
            coalesce(r.currency, contract.currency, contract.erp_currency) as currency, count(*)::int as records,
            round(sum(abs(r.total - coalesce(r.sent_total::numeric, 0))), 2)::text as amount
       from (?) as open join records r on r.company_id = ? and r.record_id = open.record_id
       left join records contract on contract.company_id = r.company_id and contract.connection_id = r.connection_id
        and contract.kind = split_part(r.parent, ':', 1) and contract.procore_id = split_part(r.parent, ':', 2)
      group by 1, 2 order by 1, 2`,
    [open, filter.companyId],
  );
  return rows;
}

export interface DayCount {
  /** From 0: its place among the starts. */
  place: number;
  synced: number;
  failed: number;
  pending: number;
}

/** Changes by the day that detected them, and what became of them. `starts`: of each day. */
export async function countByDay(
  scope: Scope,
  { companyId, within }: Pick<ActivityFilter, "companyId" | "within">,
  starts: Date[],
): Promise<DayCount[]> {
  const { rows } = await scope.raw<{ rows: DayCount[] }>(
    `select width_bucket(a.detected_at, :starts::timestamptz[]) - 1 as place,
            count(*) filter (where a.status = 'synced')::int as synced,
            count(*) filter (where a.status = 'failed')::int as failed,
            count(*) filter (where a.status = 'pending')::int as pending
       from activities a
      where a.company_id = :companyId and a.detected_at >= :first
        and (:projectIds::text[] is null or a.project_id = any(:projectIds::text[]) or a.record_id in (
          select record_id from records where company_id = :companyId and parent = any(:parents::text[])))
      group by 1 order by 1`,
    {
      companyId,
      starts,
      first: starts[0],
      projectIds: within?.projectIds ?? null,
      parents: within?.parents ?? null,
    },
  );
  return rows;
}

export interface OldestWait {
  /** Its newest open activity. */
  activityId: string;
  recordId: string;
  since: Date;
}

export async function oldestWaits(
  scope: Scope,
  filter: ActivityFilter,
  limit: number,
): Promise<OldestWait[]> {
  return openRecords(scope, filter, "pending")
    .orderBy("since")
    .limit(limit)
    .select<OldestWait[]>(
      "a.record_id as recordId",
      scope.raw(`max(a.activity_id) as "activityId"`),
      scope.raw("min(a.detected_at) as since"),
    );
}

export interface Pulse {
  /** The last change that the ERP took, and the last delivery that we queued. */
  syncedAt: Date | null;
  /** Since when the oldest record waits for its turn alone, and the oldest delivery. */
  recordSince: Date | null;
  deliverySince: Date | null;
  hasActivities: boolean;
}

export async function pulseOf(scope: Scope, companyId: string): Promise<Pulse> {
  const { rows } = await scope.raw<{ rows: Pulse[] }>(
    `select
       (select synced_at from activities where company_id = :companyId and status in ('synced', 'not_applicable') and synced_at is not null
         order by activity_id desc limit 1) as "syncedAt",
       (select min(a.detected_at) from records r join activities a on a.company_id = r.company_id and a.record_id = r.record_id
          and a.status in ('pending', 'failed')
         where r.company_id = :companyId and r.status = 'pending' and r.waiting is null and not r.is_deleted) as "recordSince",
       (select min(received_at) from deliveries where company_id = :companyId and queued_at is null) as "deliverySince",
       (select activity_id from activities where company_id = :companyId and status in ('pending', 'failed') limit 1) is not null
         or (select activity_id from activities where company_id = :companyId and status in ('synced', 'not_applicable')
           order by activity_id desc limit 1) is not null as "hasActivities"`,
    { companyId },
  );
  return rows[0]!;
}
