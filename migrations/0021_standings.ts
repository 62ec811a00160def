import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table records
      -- what was written last, in the ERP's own shape
      add column written jsonb,
      -- sum of the lines that were sent last, in the currency of the document
      add column sent_total text,
      -- state of the counterpart when the ERP was last asked
      add column erp_state text,
      -- how it differs from what was sent, in words; null: no known difference
      add column differs text;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
