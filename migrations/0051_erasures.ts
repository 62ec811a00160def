import type { Knex } from "knex";
import { APP_ROLE } from "../server/database/roles.ts";

const IS_THEIRS = "company_id = nullif(current_setting('app.company_id', true), '')";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- all that stays of a company that had everything erased
    create table erasures (
      company_id text not null,
      requested_at timestamptz not null default now(),
      -- Procore user id, and the name
      requested_by text not null,
      requester text not null,
      -- when the clock looks after it next
      due_at timestamptz not null default now(),
      done_at timestamptz,
      primary key (company_id, requested_at)
    );
    create unique index erasures_open on erasures (company_id) where done_at is null;
    create index erasures_due on erasures (due_at) where done_at is null;
    alter table erasures enable row level security, force row level security;
    create policy own on erasures to crosstie_app using (${IS_THEIRS}) with check (${IS_THEIRS});
    create policy across on erasures to crosstie_across using (true) with check (true);
    grant select (company_id, due_at, done_at), update (due_at) on erasures to crosstie_across;
    -- to see that one is under way
    create policy erase on erasures for select to current_user using (${IS_THEIRS});

    -- The owner erases also what the app may only add to. A table that is made later needs this policy.
    do $$
    declare
      its regclass;
    begin
      for its in select attrelid::regclass from pg_attribute join pg_class on pg_class.oid = attrelid
        where attname = 'company_id' and relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
          and attrelid <> 'erasures'::regclass
      loop
        execute format('create policy erase on %s to current_user using (${IS_THEIRS.replaceAll("'", "''")})', its);
      end loop;
    end $$;

    -- Deletes at most so many rows of one table, what refers to others first; 0: nothing is left.
    create function crosstie_erase_some(company text, most int) returns int
      language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      its regclass;
      erased int;
    begin
      if company is distinct from nullif(current_setting('app.company_id', true), '')
        or not exists (select from erasures where company_id = company and done_at is null) then
        raise insufficient_privilege using message = 'nobody has asked to erase this company';
      end if;
      for its in
        with recursive held as (
          select attrelid as of_table, 0 as depth from pg_attribute join pg_class on pg_class.oid = attrelid
           where attname = 'company_id' and relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
             and attrelid <> 'erasures'::regclass
          union
          select confrelid, depth + 1 from held join pg_constraint on conrelid = of_table
           where contype = 'f' and confrelid <> conrelid and depth < 20
        )
        select of_table::regclass from held group by of_table order by max(depth), of_table
      loop
        execute format('delete from %s where ctid = any(array(select ctid from %s where company_id = $1 limit $2))', its, its)
          using company, most;
        get diagnostics erased = row_count;
        if erased > 0 then
          return erased;
        end if;
      end loop;
      return 0;
    end $$;
    revoke execute on function crosstie_erase_some from public;
    grant execute on function crosstie_erase_some to ${APP_ROLE};
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
