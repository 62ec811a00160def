import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- as the ERP last said it; null: it has not said it yet, or has no such date
    alter table bills add column dated date, add column due_date date;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
