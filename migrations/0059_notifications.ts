import type { Knex } from "knex";

const IS_THEIRS = "company_id = nullif(current_setting('app.company_id', true), '')";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- who asked to be told when an invoice is paid; gone once they were told
    create table paid_watches (
      company_id text not null,
      record_id bigint not null,
      -- Procore user id
      user_id text not null,
      asked_at timestamptz not null default now(),
      primary key (company_id, record_id, user_id),
      foreign key (company_id, record_id) references records on delete cascade
    );

    -- what a person was told; for the panel and the bell
    create table notifications (
      company_id text not null,
      notification_id bigint generated always as identity,
      user_id text not null,
      kind text not null check (kind in ('invoice_paid')),
      -- what it is about
      record_id bigint not null,
      text text not null check (length(text) <= 1000),
      at timestamptz not null default now(),
      read_at timestamptz,
      primary key (company_id, notification_id),
      foreign key (company_id, record_id) references records on delete cascade
    );
    create index notifications_newest on notifications (company_id, user_id, notification_id desc);
    create index notifications_about on notifications (company_id, record_id);
    create trigger notifications_live after insert or update on notifications
      for each row execute function crosstie_tell_live('payment');
  `);
  for (const table of ["paid_watches", "notifications"]) {
    await knex.raw(`
      alter table ${table} enable row level security, force row level security;
      create policy own on ${table} to crosstie_app using (${IS_THEIRS}) with check (${IS_THEIRS});
      create policy erase on ${table} to current_user using (${IS_THEIRS});
    `);
  }
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
