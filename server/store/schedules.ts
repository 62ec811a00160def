import type { Scope } from "../database/scope.ts";

export type ScheduledTask = "poll" | "hooks" | "pull" | "again";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUARTER_MS = HOUR_MS / 4;

const pullEvery = {
  hourly: HOUR_MS,
  every_2_hours: 2 * HOUR_MS,
  every_4_hours: 4 * HOUR_MS,
  daily: DAY_MS,
  never: null,
};
export type PaymentSchedule = keyof typeof pullEvery;

/** Call it before writing what `reschedule` reads: two transactions could deadlock otherwise. */
export async function lockSchedules(scope: Scope, companyId: string): Promise<void> {
  await scope.raw("select from companies where company_id = ? for no key update", [companyId]);
}

/** New tasks are due at once; a new interval counts from the last turn. The tick sets `poll`'s. */
export async function reschedule(scope: Scope, companyId: string): Promise<void> {
  await scope.raw(
    `with wanted as (
       select company_id, connection_id, task, every_ms
       from connections join companies using (company_id)
       cross join lateral (values
         ('poll', 0),
         ('hooks', ${DAY_MS}),
         ('again', ${QUARTER_MS}),
         ('pull', (:pullEvery::jsonb ->> (settings ->> 'paymentSchedule'))::int)
       ) as tasks (task, every_ms)
       where company_id = :companyId and companies.status = 'active' and is_in_use and credentials <> ''
     ),
     removed as (
       delete from schedules
       where company_id = :companyId and connection_id not in (select connection_id from wanted)
     )
     insert into schedules (company_id, connection_id, task, every_ms, due_at)
     select company_id, connection_id, task, every_ms, now() from wanted
     on conflict (company_id, connection_id, task) do update set
       every_ms = excluded.every_ms,
       due_at = case when schedules.every_ms is not null and schedules.due_at <= now()
         then schedules.due_at
         else schedules.due_at
           + (coalesce(excluded.every_ms, 0) - coalesce(schedules.every_ms, 0)) * interval '1 millisecond'
         end
     where schedules.task <> 'poll' and schedules.every_ms is distinct from excluded.every_ms`,
    { companyId, pullEvery: JSON.stringify(pullEvery) },
  );
}

/** Missing webhooks are looked at within the hour, not tomorrow. */
export async function lookAtHooksSoon(scope: Scope, companyId: string): Promise<void> {
  await scope("schedules")
    .where({ company_id: companyId, task: "hooks" })
    .update({ due_at: scope.raw("least(due_at, now() + interval '1 hour')") });
}

/** What polls Procore, and what compares at night. */
export async function noteDone(
  scope: Scope,
  of: { companyId: string; connectionId: string; task: ScheduledTask },
): Promise<void> {
  await scope("schedules")
    .where({ company_id: of.companyId, connection_id: of.connectionId, task: of.task })
    .update({ done_at: scope.fn.now() });
}

export interface Turn {
  task: ScheduledTask;
  lastAt: Date | null;
  /** When it last ended well; of payments their runs say it. */
  doneAt: Date | null;
  /** Null: never. */
  nextAt: Date | null;
}

export async function turnsOf(
  scope: Scope,
  { companyId, connectionId }: { companyId: string; connectionId: string },
): Promise<Turn[]> {
  return scope("schedules")
    .where({ company_id: companyId, connection_id: connectionId })
    .orderBy("task")
    .select<Turn[]>(
      "task",
      "last_at as lastAt",
      "done_at as doneAt",
      scope.raw(`case when every_ms is not null then due_at end as "nextAt"`),
    );
}
