import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- the difference that a person has accepted: who, when, in which words, and what tells it from another one
    alter table records add column accepted jsonb;
    create index records_by_status on records (company_id, status, record_id desc);
    alter table activities drop constraint activities_action_check,
      add constraint activities_action_check
        check (action in ('created', 'updated', 'deleted', 'first_sent', 'linked', 'accepted'));
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
