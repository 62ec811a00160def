import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table activities drop constraint activities_action_check;
    alter table activities add constraint activities_action_check
      check (action in ('created', 'updated', 'deleted', 'first_sent'));
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
