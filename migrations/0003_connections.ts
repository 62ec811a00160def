import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table connections (
      company_id text not null references companies on delete cascade,
      connection_id uuid not null default gen_random_uuid(),
      system text not null,
      -- sealed
      credentials text not null,
      -- the part of the credentials that may be shown
      shown jsonb not null,
      settings jsonb not null,
      status text not null default 'working' check (status in ('working', 'broken')),
      summary text not null default '',
      choices jsonb not null,
      checked_at timestamptz not null default now(),
      primary key (company_id, connection_id),
      unique (company_id, system)
    );

    create table lanes (
      company_id text not null,
      connection_id uuid not null,
      lane int not null,
      leased_by text,
      leased_until timestamptz not null default '-infinity',
      primary key (company_id, connection_id, lane)
    );

    -- how far a pull or poll has read
    create table cursors (
      company_id text not null,
      connection_id uuid not null,
      name text not null,
      value text not null,
      updated_at timestamptz not null default now(),
      primary key (company_id, connection_id, name),
      foreign key (company_id, connection_id) references connections on delete cascade
    );

    create table runs (
      company_id text not null,
      run_id bigint generated always as identity,
      connection_id uuid not null,
      kind text not null,
      status text not null default 'running' check (status in ('running', 'done', 'failed')),
      started_at timestamptz not null default now(),
      finished_at timestamptz,
      found int not null default 0,
      problem text,
      primary key (company_id, run_id),
      foreign key (company_id, connection_id) references connections on delete cascade
    );
    create index runs_newest on runs (company_id, connection_id, kind, started_at desc);
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
