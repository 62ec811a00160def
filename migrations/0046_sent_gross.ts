import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- sum of the lines sent last that bill work, where one more line holds the retainage; null: they were net
    alter table records add column sent_gross text;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
