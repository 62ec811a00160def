import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- what the clock sends, and when it sends it next
    create table schedules (
      company_id text not null,
      connection_id uuid not null,
      task text not null,
      -- null: never; due_at is then the last turn
      every_ms bigint,
      due_at timestamptz not null,
      primary key (company_id, connection_id, task),
      foreign key (company_id, connection_id) references connections on delete cascade
    );
    create index schedules_due on schedules (due_at) where every_ms is not null;

    insert into schedules (company_id, connection_id, task, every_ms, due_at)
      select connections.company_id, connections.connection_id, task, every_ms,
          coalesce(
            cursors.value::timestamptz + coalesce(every_ms, 0) * interval '1 millisecond', now()
          )
        from connections
        join companies on companies.company_id = connections.company_id
        cross join lateral (values
          ('poll', 0),
          ('hooks', 86400000),
          ('again', 900000),
          ('pull', case settings ->> 'paymentSchedule'
            when 'hourly' then 3600000
            when 'every_2_hours' then 7200000
            when 'every_4_hours' then 14400000
            when 'daily' then 86400000
          end)
        ) as tasks (task, every_ms)
        left join cursors on cursors.company_id = connections.company_id
          and cursors.connection_id = connections.connection_id
          and cursors.name = 'due:' || task
        where companies.status = 'active';
    delete from cursors where name like 'due:%';

    -- states for the role that reads across companies and may not see settings and failures
    alter table connections add column automatic_sync boolean not null
      generated always as (settings @> '{"automaticSync": true}') stored;
    alter table records add column failure_code text
      generated always as (failure ->> 'code') stored;

    drop index records_open;
    create index records_open on records (company_id, connection_id, status, record_id)
      where status in ('pending', 'error');
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
