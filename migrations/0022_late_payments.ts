import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- until then a write to Payments Issued with a lost answer may still be carried out
    alter table payments add column lands_until timestamptz;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
