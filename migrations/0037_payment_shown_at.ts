import type { Knex } from "knex";

/** To tell whether what Procore shows of a payment is newer than what we wrote. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table payments add column shown_at timestamptz");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
