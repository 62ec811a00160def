import type { Knex } from "knex";
import { APP_ROLE } from "../server/database/roles.ts";

const IS_THEIRS = "company_id = nullif(current_setting('app.company_id', true), '')";

/** Filters that a person has given a name. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table activity_views (
      company_id text not null,
      view_id bigint generated always as identity,
      -- Procore's
      user_id text not null,
      name text not null,
      tab text not null,
      filters jsonb not null check (octet_length(filters::text) <= 20000),
      primary key (company_id, view_id),
      unique (company_id, user_id, name)
    );
    alter table activity_views enable row level security, force row level security;
    create policy own on activity_views to ${APP_ROLE} using (${IS_THEIRS}) with check (${IS_THEIRS});
    create policy erase on activity_views to current_user using (${IS_THEIRS});
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
