import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- {notes} of a payment that a person typed into Procore before Crosstie adopted it
    alter table payments add column adopted jsonb;
    -- Procore may have the payment already, so it is not written
    alter table payments add column is_doubtful boolean not null default false;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
