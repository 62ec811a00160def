import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- until then a write with a lost answer may still be carried out
    alter table records add column lands_until timestamptz;
    create index records_to_read_back on records (lands_until) where lands_until is not null;
    grant select (lands_until) on records to crosstie_across;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
