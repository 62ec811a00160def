import type { Knex } from "knex";

/**
 * Payments counted in whatever currency the contract had when they were found. Empty: those of each
 * bill are held against the contract's once, with the next look at payments.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table bills add column held_against text");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
