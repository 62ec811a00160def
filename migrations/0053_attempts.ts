import type { Knex } from "knex";
import { APP_ROLE } from "../server/database/roles.ts";

const IS_THEIRS = "company_id = nullif(current_setting('app.company_id', true), '')";

/** What came of each try to bring a record into the ERP. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table attempts (
      company_id text not null,
      attempt_id bigint generated always as identity,
      record_id bigint not null,
      at timestamptz not null default clock_timestamp(),
      outcome text not null check (outcome in ('synced', 'failed', 'unanswered')),
      -- by name; null: it went by itself
      requested_by text,
      transaction_id text,
      title text,
      -- the other system's own words
      said text,
      primary key (company_id, attempt_id),
      foreign key (company_id, record_id) references records on delete cascade
    );
    create index attempts_of_record on attempts (company_id, record_id, attempt_id desc);
    create index attempts_by_age on attempts (at);
    alter table attempts enable row level security, force row level security;
    create policy own on attempts to ${APP_ROLE} using (${IS_THEIRS}) with check (${IS_THEIRS});
    create policy erase on attempts to current_user using (${IS_THEIRS});
    create policy across on attempts to crosstie_across using (true);
    grant select (at), delete on attempts to crosstie_across;

    -- Every road to an outcome ends in the record's row. Of one record the newest fifty stay.
    create function crosstie_note_attempt() returns trigger language plpgsql as $$
    declare
      its_outcome text := case
        when new.failure is not null and new.failure is distinct from old.failure then 'failed'
        when new.pushed_at is distinct from old.pushed_at and new.pushed_at is not null then 'synced'
        else 'unanswered' end;
      asked_by text;
    begin
      if old.is_requested then
        select requested_by into asked_by from activities
         where company_id = new.company_id and record_id = new.record_id
         order by activity_id desc limit 1;
      end if;
      insert into attempts (company_id, record_id, outcome, requested_by, transaction_id, title, said)
        values (new.company_id, new.record_id, its_outcome, asked_by,
          case its_outcome when 'synced' then new.erp_id end,
          case its_outcome when 'failed' then new.failure ->> 'title' when 'unanswered' then new.waiting end,
          case its_outcome when 'failed' then new.failure ->> 'said' end);
      delete from attempts where company_id = new.company_id and record_id = new.record_id
        and attempt_id <= (select attempt_id from attempts
          where company_id = new.company_id and record_id = new.record_id
          order by attempt_id desc offset 50 limit 1);
      return null;
    end $$;
    create trigger attempts after update on records for each row
      when ((new.failure is not null and new.failure is distinct from old.failure)
        or (new.pushed_at is not null and new.pushed_at is distinct from old.pushed_at)
        or (new.is_unanswered and new.waiting is distinct from old.waiting))
      execute function crosstie_note_attempt();
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
