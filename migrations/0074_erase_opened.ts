import type { Knex } from "knex";

const COMPANY = "nullif(current_setting('app.company_id', true), '')";

/** An erased company stands in no session either: there it was named until the session had ended. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Where the erasure looks, and once more at what it has written.
    create policy erase_seen on sessions for select to current_user using (${COMPANY} is not null);
    create policy erase on sessions for update to current_user
      using (opened @> array[${COMPANY}]) with check (true);

    create or replace function crosstie_erase_some(company text, most int) returns int
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
      -- After the company itself, which is asked for before a session is marked.
      update sessions set opened = array_remove(opened, company)
       where token_hash = any(array(
         select token_hash from sessions where opened @> array[company] limit most));
      get diagnostics erased = row_count;
      return erased;
    end $$;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
