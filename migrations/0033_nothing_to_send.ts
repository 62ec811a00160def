import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- not_applicable: nothing of the record would go to the ERP
    alter table records drop constraint records_status_check, add constraint records_status_check
      check (status in ('not_integrated', 'pending', 'success', 'error', 'desynchronized', 'not_applicable'));
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
