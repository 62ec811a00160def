import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- state of the parts that Procore keeps beside a record, as read; null: never read
    alter table records add column parts_state text;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
