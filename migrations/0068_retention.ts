import type { Knex } from "knex";

/** How long activities stay in the lists, and archived ones at all; null: for good. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table companies
      add column archive_after_months int check (archive_after_months between 1 and 120),
      add column erase_after_years int check (erase_after_years between 1 and 50),
      -- a person's name
      add column retention_set_by text;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
