import type { Knex } from "knex";

const IS_THEIRS = "company_id = nullif(current_setting('app.company_id', true), '')";

/** What a person has done to many activities at once: a job works it off, item by item. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table batches (
      company_id text not null,
      batch_id bigint generated always as identity,
      action text not null check (action in ('retry', 'acknowledge', 'archive')),
      -- who asked, as the audit log names them
      by jsonb not null,
      started_at timestamptz not null default now(),
      ended_at timestamptz,
      -- why it ended before all was done
      problem text,
      primary key (company_id, batch_id)
    );
    -- one at a time
    create unique index batches_open on batches (company_id) where ended_at is null;

    -- what there was when it began, and what became of each; null: not looked at yet
    create table batch_items (
      company_id text not null,
      batch_id bigint not null,
      place int not null,
      record_id bigint not null,
      activity_id bigint not null,
      outcome text check (outcome in ('done', 'refused')),
      reason text,
      primary key (company_id, batch_id, place),
      foreign key (company_id, batch_id) references batches on delete cascade
    );
    create index batch_items_left on batch_items (company_id, batch_id, place) where outcome is null;
    create index batch_items_refused on batch_items (company_id, batch_id, place) where outcome = 'refused';

    create policy across on batches for select to crosstie_across using (true);
    grant select (company_id, ended_at) on batches to crosstie_across;
  `);
  for (const table of ["batches", "batch_items"]) {
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
