import type { Knex } from "knex";

/** Whom a document was sent for, and whom the ERP has it for; the next push fills the first in. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table records add column sent_vendor text, add column erp_vendor text");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
