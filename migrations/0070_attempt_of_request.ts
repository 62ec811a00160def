import type { Knex } from "knex";

/**
 * A request is answered by the first try that ends after it: a later one went by itself, though the
 * activity still says who pressed.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table activities add column requested_at timestamptz;

    create function crosstie_date_request() returns trigger language plpgsql as $$
    begin
      new.requested_at := clock_timestamp();
      return new;
    end $$;
    create trigger requested before insert or update of requested_by on activities for each row
      when (new.requested_by is not null) execute function crosstie_date_request();

    create or replace function crosstie_note_attempt() returns trigger language plpgsql as $$
    declare
      its_outcome text := case
        when new.failure is not null and new.failure is distinct from old.failure then 'failed'
        when new.pushed_at is distinct from old.pushed_at and new.pushed_at is not null then 'synced'
        else 'unanswered' end;
      asked_by text;
    begin
      select requested_by into asked_by from activities
       where company_id = new.company_id and record_id = new.record_id and requested_at > coalesce(
         (select at from attempts where company_id = new.company_id and record_id = new.record_id
           order by attempt_id desc limit 1), '-infinity')
       order by requested_at desc limit 1;
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
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
