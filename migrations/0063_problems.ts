import type { Knex } from "knex";

const IS_THEIRS = "company_id = nullif(current_setting('app.company_id', true), '')";

/**
 * A problem is one cause of failures. The database itself opens and closes them, when the
 * transaction of the failure ends: whoever writes a failure, or mends one, cannot forget it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table problems (
      company_id text not null,
      problem_id bigint generated always as identity,
      cause text not null,
      code text not null,
      -- {record} stands for what it blocks
      title text not null,
      detail text not null,
      whose_move text not null check (whose_move in ('project', 'accounting', 'admin', 'crosstie')),
      -- by its name for people; null: it is about no outside system
      system text,
      opened_at timestamptz not null default clock_timestamp(),
      closed_at timestamptz,
      primary key (company_id, problem_id)
    );
    create unique index problems_open on problems (company_id, cause) where closed_at is null;
    alter table problems enable row level security, force row level security;
    create policy own on problems to crosstie_app using (${IS_THEIRS}) with check (${IS_THEIRS});
    create policy erase on problems to current_user using (${IS_THEIRS});

    alter table records
      -- of what Procore has; null: a kind without money, or not read since this column is there
      add column total numeric,
      -- of its last failure, until that is known to be mended: a retry under way mends nothing
      add column cause text,
      -- since when it fails for this cause; a failure after a retry is a new one
      add column failed_at timestamptz,
      -- who has taken note of that failure, by Procore user id and by name
      add column acknowledged_at timestamptz,
      add column acknowledged_by text,
      add column acknowledger text;
    create index records_by_cause on records (company_id, cause) where cause is not null;
    create index records_failed on records (company_id, failed_at desc, record_id) where failed_at is not null;

    alter table failed_reads add column cause text not null
      generated always as ('unread ' || md5(whose_move || ' ' || reason)) stored;
    create index failed_reads_by_cause on failed_reads (company_id, cause);

    create function crosstie_keep_cause() returns trigger language plpgsql as $$
    begin
      if new.failure is not null and not new.is_deleted then
        new.cause := coalesce(new.failure #>> '{cause,key}', concat(new.failure ->> 'code', ' ', new.kind, ':', new.procore_id));
        if tg_op = 'INSERT' or old.failed_at is null or old.cause is distinct from new.cause then
          new.failed_at := coalesce((new.failure ->> 'lastAt')::timestamptz, clock_timestamp());
          new.acknowledged_at := null;
          new.acknowledged_by := null;
          new.acknowledger := null;
        end if;
        return new;
      end if;
      -- What is sent again and has no answer yet keeps its cause, and so does what waits for a record
      -- that fails for the same one.
      if new.is_deleted or new.status <> 'pending' or (new.waiting is not null and not new.is_unanswered and not exists (
          select from records as awaited
           where awaited.company_id = new.company_id and awaited.connection_id = new.connection_id
             and awaited.kind = split_part(new.waiting_for, ':', 1) and awaited.procore_id = split_part(new.waiting_for, ':', 2)
             and awaited.cause = new.cause)) then
        new.cause := null;
      end if;
      -- without a wait it is a new try: if that fails, it is a new failure
      if new.cause is null or new.waiting is null then
        new.failed_at := null;
      end if;
      return new;
    end $$;
    create trigger cause_of_new before insert on records for each row
      when (new.failure is not null) execute function crosstie_keep_cause();
    create trigger cause before update on records for each row
      when (old.cause is not null or new.failure is not null) execute function crosstie_keep_cause();

    create function crosstie_settle_problem(company text, its text) returns void language plpgsql as $$
    declare
      words record;
    begin
      -- At the end of a transaction nothing else is locked after this, so nobody waits in a circle.
      perform pg_advisory_xact_lock(hashtextextended('crosstie problems of ' || company, 0));
      select * into words from (
        select 1 as place, coalesce(failure ->> 'code', '') as code,
            coalesce(failure #>> '{cause,title}', failure ->> 'title', '') as title,
            coalesce(failure ->> 'detail', '') as detail, coalesce(failure ->> 'whoseMove', 'crosstie') as whose_move,
            failure ->> 'system' as system
          from records where company_id = company and cause = its
        union all
        select 2, 'credentials_refused', 'The ERP no longer accepts the connection''s credentials',
            summary || ' Nothing is sent until an admin enters credentials that work in Settings; then all goes on by itself.', 'admin', null
          from connections
         where company_id = company and 'connection ' || connection_id = its and is_in_use and status = 'broken' and credentials <> ''
        union all
        select 3, 'unread', 'Crosstie cannot read all that it needs in Procore', reason, whose_move, 'Procore'
          from failed_reads left join company_projects using (company_id, project_id)
         where company_id = company and cause = its and (failed_reads.project_id is null or is_chosen)
        union all
        select 4, 'uninstalled', 'Crosstie is not installed any more',
            'Nothing is read or sent. A company administrator sets it up again; then all goes on where it stopped.', 'admin', null
          from companies where company_id = company and its = 'uninstalled' and status = 'uninstalled'
      ) standing order by place, title = '' limit 1;
      if not found then
        update problems set closed_at = clock_timestamp()
         where company_id = company and cause = its and closed_at is null;
        return;
      end if;
      insert into problems as problem (company_id, cause, code, title, detail, whose_move, system)
        values (company, its, words.code, words.title, words.detail, words.whose_move, words.system)
        on conflict (company_id, cause) where closed_at is null do update
          set title = excluded.title, detail = excluded.detail, system = excluded.system
          where excluded.title <> '' and (problem.title, problem.detail) <> (excluded.title, excluded.detail);
    end $$;

    create function crosstie_settle_problems() returns trigger language plpgsql as $$
    begin
      if tg_table_name = 'company_projects' then
        perform crosstie_settle_problem(new.company_id, cause) from (
          select distinct cause from failed_reads where company_id = new.company_id and project_id = new.project_id) causes;
      elsif tg_table_name = 'companies' then
        perform crosstie_settle_problem(new.company_id, 'uninstalled');
      elsif tg_table_name = 'connections' then
        perform crosstie_settle_problem(new.company_id, 'connection ' || new.connection_id);
      else
        if tg_op <> 'INSERT' and old.cause is not null then perform crosstie_settle_problem(old.company_id, old.cause); end if;
        if tg_op <> 'DELETE' and new.cause is not null then perform crosstie_settle_problem(new.company_id, new.cause); end if;
      end if;
      return null;
    end $$;

    create constraint trigger problem_of_new after insert on records deferrable initially deferred for each row
      when (new.cause is not null) execute function crosstie_settle_problems();
    create constraint trigger problem after update on records deferrable initially deferred for each row
      when (old.cause is distinct from new.cause) execute function crosstie_settle_problems();
    create constraint trigger problem_of_old after delete on records deferrable initially deferred for each row
      when (old.cause is not null) execute function crosstie_settle_problems();
    create constraint trigger problem_comes_and_goes after insert or delete on failed_reads
      deferrable initially deferred for each row execute function crosstie_settle_problems();
    create constraint trigger problem after update on failed_reads deferrable initially deferred for each row
      when (old.cause is distinct from new.cause) execute function crosstie_settle_problems();
    create constraint trigger problem after update on company_projects deferrable initially deferred for each row
      when (old.is_chosen is distinct from new.is_chosen) execute function crosstie_settle_problems();
    create constraint trigger problem after update on companies deferrable initially deferred for each row
      when (old.status is distinct from new.status) execute function crosstie_settle_problems();
    create constraint trigger problem after update on connections deferrable initially deferred for each row
      when ((old.status, old.is_in_use, old.credentials) is distinct from (new.status, new.is_in_use, new.credentials))
      execute function crosstie_settle_problems();
  `);
  await beginWith(knex);
}

/** The owner sees all companies' rows only without force. */
async function beginWith(knex: Knex): Promise<void> {
  const tables = ["records", "failed_reads", "companies", "company_projects", "connections"];
  const force = (how: string) =>
    [...tables, "problems"].map((name) => `alter table ${name} ${how} row level security;`);
  await knex.raw(`
    ${force("no force").join("\n")}
    update records set total = case kind
        when 'commitment' then (snapshot ->> 'grandTotal')::numeric + coalesce((snapshot ->> 'approvedChangeOrders')::numeric, 0)
        when 'requisition' then (snapshot ->> 'total')::numeric end
      where kind in ('commitment', 'requisition') or failure is not null;
    select crosstie_settle_problem(company_id, cause) from (
        select company_id, cause from failed_reads
        union select company_id, 'connection ' || connection_id from connections where status = 'broken'
        union select company_id, 'uninstalled' from companies where status = 'uninstalled') causes;
    set constraints all immediate;
    ${force("force").join("\n")}
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
