import type { Knex } from "knex";

/** In which currency the ERP has a document; learned with the next look at what it has. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table records add column erp_currency text");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
