import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- addresses of an invoice that were made before then open nothing: an uninstall moves it
    alter table companies add column shared_since timestamptz not null default '-infinity';
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
