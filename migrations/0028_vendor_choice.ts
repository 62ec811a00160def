import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- the counterpart that the ERP no longer took: looked for first
    alter table records add column former_erp_id text;
    -- counterparts that a person has seen and said to be somebody else's
    alter table records add column declined jsonb;
    alter table activities drop constraint activities_action_check;
    alter table activities add constraint activities_action_check
      check (action in ('created', 'updated', 'deleted', 'first_sent', 'linked'));
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
