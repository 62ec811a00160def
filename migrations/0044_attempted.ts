import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- the snapshot with which the last write began: after a lost answer, the ERP may have this one
    alter table records add column attempted jsonb;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
