import type { Knex } from "knex";

/**
 * Until now a change of the contract's currency did not recheck payments. Null: the next pull
 * compares the payments of the bill with the contract's currency once.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table bills add column held_against text");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
