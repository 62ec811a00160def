import type { Knex } from "knex";
import { APP_ROLE } from "../server/database/roles.ts";

const IS_THEIRS = "company_id = nullif(current_setting('app.company_id', true), '')";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table runs
      -- how far it is; null: nobody knows yet how much there is to do
      add column done int not null default 0,
      add column total int,
      -- by name; null: it goes by itself
      add column requested_by text;

    -- each contract as both systems had it in one run
    create table reconciled (
      company_id text not null,
      run_id bigint not null,
      -- 1, 2, 3 … as people read them: what differs comes first
      place int not null,
      project_id text not null,
      project_name text not null,
      kind text not null,
      procore_id text not null,
      -- null: Crosstie does not know the contract yet
      record_id bigint,
      number text not null,
      title text not null,
      vendor_name text,
      currency text not null,
      figures jsonb not null,
      reasons jsonb not null,
      -- the names of the figures that do
      differs text[] not null,
      read_at timestamptz not null,
      primary key (company_id, run_id, place),
      foreign key (company_id, run_id) references runs on delete cascade
    );
    create index reconciled_of_project on reconciled (company_id, run_id, project_id, place);
    alter table reconciled enable row level security, force row level security;
    create policy own on reconciled to ${APP_ROLE} using (${IS_THEIRS}) with check (${IS_THEIRS});
    create policy erase on reconciled to current_user using (${IS_THEIRS});
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
