import type { Scope } from "../database/scope.ts";
import type { OfPerson } from "./failed-records.ts";
import type { Failure } from "./failure.ts";

/** One cause of failures. The database opens and closes it (migrations/0063_problems.ts). */
export interface Problem {
  problemId: string;
  cause: string;
  code: string;
  /** `{record}` stands for what it blocks. */
  title: string;
  detail: string;
  whoseMove: Failure["whoseMove"];
  /** By its name for people. */
  system: string | null;
  openedAt: Date;
}

export interface OpenProblem extends Problem {
  /** Records that fail for it, that are being sent again, and that wait for one of these. */
  failed: number;
  retrying: number;
  waiting: number;
  /** What of them is not in the ERP yet, in each currency; null: Procore does not say which. */
  worth: { currency: string | null; amount: string }[];
  /** One that fails. */
  recordId: string | null;
}

/** `kinds`: of records that people send, without what only others need. */
export type OfProblems = OfPerson & { kinds: readonly string[] };

/** All records that each open problem blocks, as `blocked`. */
const BLOCKED = `with recursive open as (
    select * from problems
     where company_id = :companyId and closed_at is null and (problem_id = :problemId::bigint or :problemId::bigint is null)
  ),
  held as (
    select open.problem_id, r.record_id, r.connection_id, r.kind, r.procore_id
      from open join records r on r.company_id = :companyId and r.cause = open.cause
    union
    select held.problem_id, r.record_id, r.connection_id, r.kind, r.procore_id
      from held join records r on r.company_id = :companyId and r.connection_id = held.connection_id
       and r.waiting_for = held.kind || ':' || held.procore_id and r.cause is null and not r.is_deleted
  ),
  blocked as (
    select problem_id, record_id from held
    union
    select open.problem_id, r.record_id
      from open join records r on open.cause = 'connection ' || r.connection_id
       and r.company_id = :companyId and r.status = 'pending' and not r.is_deleted
  )`;

const SEEN = `r.kind = any(:kinds::text[])
  and (:projectIds::text[] is null or r.project_id = any(:projectIds::text[]) or r.parent = any(:parents::text[]))`;

const seenBy = ({ within }: OfPerson) => ({
  projectIds: within?.projectIds ?? null,
  parents: within?.parents ?? null,
});

/** The oldest first. Whoever sees a part of the company sees what blocks something there. */
export async function openProblems(scope: Scope, of: OfProblems): Promise<OpenProblem[]> {
  const { rows } = await scope.raw<{ rows: OpenProblem[] }>(
    `${BLOCKED},
     sums as (
       select problem_id, coalesce(r.currency, contract.currency, contract.erp_currency) as currency,
              count(*) filter (where r.failure is not null)::int as failed,
              count(*) filter (where r.cause is not null and r.failure is null)::int as retrying,
              count(*) filter (where r.cause is null)::int as waiting,
              sum(abs(r.total - coalesce(r.sent_total::numeric, 0))) as amount,
              min(r.record_id) filter (where r.failure is not null) as record_id
         from blocked join records r on r.company_id = :companyId and r.record_id = blocked.record_id
         left join records contract on contract.company_id = r.company_id and contract.connection_id = r.connection_id
          and contract.kind = split_part(r.parent, ':', 1) and contract.procore_id = split_part(r.parent, ':', 2)
        where ${SEEN}
        group by 1, 2
     )
     select open.problem_id as "problemId", cause, code, title, detail, whose_move as "whoseMove", system, opened_at as "openedAt",
            coalesce(sum(failed), 0)::int as failed, coalesce(sum(retrying), 0)::int as retrying,
            coalesce(sum(waiting), 0)::int as waiting, min(record_id) as "recordId",
            coalesce(json_agg(json_build_object('currency', currency, 'amount', round(amount, 2)::text) order by currency)
              filter (where amount > 0), '[]') as worth
       from open left join sums using (problem_id)
      where sums.problem_id is not null or :projectIds::text[] is null
      group by open.problem_id, cause, code, title, detail, whose_move, system, opened_at
      order by open.problem_id`,
    { ...of, ...seenBy(of), problemId: null },
  );
  return rows;
}

export async function countProblems(scope: Scope, of: OfProblems): Promise<number> {
  const { rows } = await scope.raw<{ rows: { count: number }[] }>(
    `select count(*)::int as count from problems
      where company_id = :companyId and closed_at is null
        and (:projectIds::text[] is null or exists (
          select from records r where r.company_id = :companyId and r.cause = problems.cause and ${SEEN}))`,
    { ...of, ...seenBy(of) },
  );
  return rows[0]?.count ?? 0;
}

/** Undefined: it is closed, or there was none. */
export async function findOpenProblem(
  scope: Scope,
  { companyId, problemId }: { companyId: string; problemId: string },
): Promise<Pick<Problem, "cause" | "code" | "title"> | undefined> {
  return scope("problems")
    .where({ company_id: companyId, problem_id: problemId, closed_at: null })
    .first<Pick<Problem, "cause" | "code" | "title"> | undefined>("cause", "code", "title");
}

export interface BlockedRecord {
  recordId: string;
  kind: string;
  procoreId: string;
  projectId: string | null;
  projectName: string | null;
  number: string;
  title: string;
  currency: string | null;
  /** What of it is not in the ERP yet; null: it has no money. */
  amount: string | null;
  state: "failed" | "retrying" | "waiting";
  failure: Failure | null;
  /** Its newest open activity. */
  activityId: string | null;
}

/** In the order of their ids, from `after` on. */
export async function recordsBlockedBy(
  scope: Scope,
  of: OfProblems & { problemId: string },
  { after, limit }: { after: string; limit: number },
): Promise<BlockedRecord[]> {
  const { rows } = await scope.raw<{ rows: BlockedRecord[] }>(
    `${BLOCKED}
     select r.record_id as "recordId", r.kind, r.procore_id as "procoreId", r.project_id as "projectId",
            projects.name as "projectName", r.number, r.title, r.failure,
            coalesce(r.currency, contract.currency, contract.erp_currency) as currency,
            round(abs(r.total - coalesce(r.sent_total::numeric, 0)), 2)::text as amount,
            case when r.failure is not null then 'failed' when r.cause is not null then 'retrying' else 'waiting' end as state,
            (select max(activity_id) from activities a where a.company_id = :companyId and a.record_id = r.record_id
                and a.status in ('pending', 'failed')) as "activityId"
       from blocked join records r on r.company_id = :companyId and r.record_id = blocked.record_id
       left join company_projects projects on projects.company_id = r.company_id and projects.project_id = r.project_id
       left join records contract on contract.company_id = r.company_id and contract.connection_id = r.connection_id
        and contract.kind = split_part(r.parent, ':', 1) and contract.procore_id = split_part(r.parent, ':', 2)
      where ${SEEN} and r.record_id > :after::bigint
      order by r.record_id limit :limit`,
    { ...of, ...seenBy(of), after, limit },
  );
  return rows;
}

/**
 * Lets those that fail for the cause go again in a person's name; the caller sends their jobs in the
 * same transaction.
 */
export async function retryCause(
  scope: Scope,
  of: OfProblems & { cause: string; by: string; limit: number },
): Promise<{ recordId: string; connectionId: string }[]> {
  const { rows } = await scope.raw<{ rows: { recordId: string; connectionId: string }[] }>(
    `with failed as (
       select r.company_id, r.record_id from records r
        where r.company_id = :companyId and r.cause = :cause and r.failure is not null and not r.is_deleted and ${SEEN}
        order by r.record_id limit :limit for update
     ),
     asked as (
       update activities a set status = 'pending', failure = null, requested_by = :by
         from failed where a.company_id = failed.company_id and a.record_id = failed.record_id and a.status in ('pending', 'failed')
     )
     update records set status = 'pending', failure = null, waiting = null, is_unanswered = false, is_requested = true
       from failed where records.company_id = failed.company_id and records.record_id = failed.record_id
     returning records.record_id as "recordId", records.connection_id as "connectionId"`,
    { ...of, ...seenBy(of) },
  );
  return rows;
}

/** What those records need and the ERP has not: it is looked for again, and nothing is created. */
export async function neededForCause(
  scope: Scope,
  { companyId, cause, kinds }: OfProblems & { cause: string },
): Promise<{ recordId: string; connectionId: string }[]> {
  return scope("records")
    .where({ company_id: companyId, cause, is_deleted: false })
    .whereNotIn("kind", kinds)
    .whereNotNull("failure")
    .select<{ recordId: string; connectionId: string }[]>(
      "record_id as recordId",
      "connection_id as connectionId",
    );
}
