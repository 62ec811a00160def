import type { Knex } from "knex";

/** The currency that a document has in the ERP; the next comparison fills it in. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table records add column erp_currency text");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
