import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table companies (
      company_id text primary key,
      name text not null,
      status text not null default 'setting_up' check (status in ('setting_up', 'active', 'uninstalled')),
      -- sealed; Procore sends it back with each delivery
      webhook_secret text not null,
      webhooks_ok boolean not null default false,
      webhooks_message text not null default 'Webhooks are made when set-up is finished.',
      settings_saved_at timestamptz,
      installed_by text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );

    create table company_projects (
      company_id text not null references companies on delete cascade,
      project_id text not null,
      name text not null,
      number text,
      is_chosen boolean not null default false,
      primary key (company_id, project_id)
    );

    -- Procore's client-credentials token of one company; renewed under a row lock
    create table service_tokens (
      company_id text primary key references companies on delete cascade,
      access_token text not null,
      expires_at timestamptz not null
    );

    -- one person's OAuth grant; its refresh token works once, so it is renewed under a row lock
    create table user_grants (
      user_id text primary key,
      access_token text not null,
      refresh_token text not null,
      expires_at timestamptz not null,
      updated_at timestamptz not null default now()
    );

    create table sign_in_codes (
      code_hash text primary key,
      user_id text not null,
      login text not null,
      name text not null,
      expires_at timestamptz not null
    );

    create table sessions (
      token_hash text primary key,
      user_id text not null,
      login text not null,
      name text not null,
      expires_at timestamptz not null
    );
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
