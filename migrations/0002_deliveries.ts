import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table deliveries (
      company_id text not null references companies on delete cascade,
      delivery_id text not null,
      resource_name text not null,
      resource_id text not null,
      project_id text,
      event text not null,
      user_id text,
      source_application_id text,
      source_user_id text,
      happened_at timestamptz not null,
      payload jsonb not null,
      received_at timestamptz not null default now(),
      queued_at timestamptz,
      primary key (company_id, delivery_id)
    );
    create index deliveries_waiting on deliveries (received_at) where queued_at is null;
    create index deliveries_by_age on deliveries (received_at);
    create index deliveries_of_resource on deliveries (company_id, resource_id, happened_at desc);
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
