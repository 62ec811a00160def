import type { Knex } from "knex";

/** `npm run audit` holds the logs against the companies that were installed since there are logs. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("grant select (created_at) on companies to crosstie_across");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
