import type { Knex } from "knex";

const IS_THEIRS = "company_id = nullif(current_setting('app.company_id', true), '')";

/** Genuine deliveries that nobody could read or queue: for operators; a poll does their work. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table set_aside_deliveries (
      company_id text not null references companies on delete cascade,
      set_aside_at timestamptz not null default clock_timestamp(),
      id uuid not null default gen_random_uuid(),
      problem text not null,
      -- as it came, at most 16 kB
      payload text not null,
      primary key (company_id, set_aside_at, id)
    );
    alter table set_aside_deliveries enable row level security, force row level security;
    create policy own on set_aside_deliveries to crosstie_app
      using (${IS_THEIRS}) with check (${IS_THEIRS});
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
