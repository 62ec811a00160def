import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table sessions
      -- what people may see and name; the token's hash stays inside
      add column session_id bigint generated always as identity unique,
      add column created_at timestamptz not null default now(),
      add column last_used_at timestamptz not null default now(),
      -- expires_at moves on with use, up to this
      add column ends_at timestamptz not null default now() + interval '1 day',
      add column user_agent text not null default '' check (length(user_agent) <= 300),
      add column address text not null default '' check (length(address) <= 60);
    update sessions set ends_at = expires_at;
    create index on sessions (user_id);

    -- which companies a session has opened, each after Procore said that its person belongs there
    create table session_companies (
      company_id text not null,
      session_id bigint not null references sessions (session_id) on delete cascade,
      primary key (company_id, session_id)
    );
    create index on session_companies (session_id);
    alter table session_companies enable row level security, force row level security;
    create policy own on session_companies to crosstie_app
      using (company_id = nullif(current_setting('app.company_id', true), ''))
      with check (company_id = nullif(current_setting('app.company_id', true), ''));

    -- a company sees the sessions that have opened it: the policy above hides all other visits here
    create policy of_company on sessions for select to crosstie_app using (
      session_id in (select session_companies.session_id from session_companies)
    );
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
