import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table sessions
      -- what people may see and name; the token's hash stays inside
      add column session_id bigint generated always as identity unique,
      add column last_used_at timestamptz not null default now(),
      -- expires_at moves on with use, up to this
      add column ends_at timestamptz not null default now() + interval '1 day',
      add column user_agent text not null default '' check (length(user_agent) <= 300),
      add column address text not null default '' check (length(address) <= 60);
    update sessions set ends_at = expires_at;
    create index on sessions (user_id);

    create index sessions_opened on sessions using gin (opened);

    -- a company sees the sessions that have opened it, each after Procore said that its person
    -- belongs there
    create policy of_company on sessions for select to crosstie_app using (
      opened @> array[nullif(current_setting('app.company_id', true), '')]
    );
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
