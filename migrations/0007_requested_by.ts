import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- who pressed Sync or Retry last; null: it went by itself
    alter table activities add column requested_by text;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
