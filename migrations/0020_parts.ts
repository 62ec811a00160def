import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- how what Procore keeps beside a record stood when it was read; null: that was never read
    alter table records add column parts_state text;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
