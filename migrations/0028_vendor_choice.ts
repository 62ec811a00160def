import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- the counterpart that the ERP no longer took: it is looked for first
    alter table records add column former_erp_id text;
    -- candidates that a person has seen and declined
    alter table records add column declined jsonb;
    alter table activities drop constraint activities_action_check;
    alter table activities add constraint activities_action_check
      check (action in ('created', 'updated', 'deleted', 'first_sent', 'linked'));
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
