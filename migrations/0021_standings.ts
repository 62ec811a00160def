import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table records
      -- what was written last, in the ERP's own shape
      add column written jsonb,
      -- what the lines that were sent last come to, in the document's currency
      add column sent_total text,
      -- how the counterpart stood when it was looked at last
      add column erp_state text,
      -- in what it differs from what was sent, in words; null: in nothing that we have seen
      add column differs text;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
