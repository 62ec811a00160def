import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- asked for with the next look for payments, whatever the ERP says has changed
    alter table bills add column to_ask boolean not null default false;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
