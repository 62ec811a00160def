import type { Knex } from "knex";

/** What the account insists on, as the last check of the connection saw it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table connections add column wanted jsonb not null default '[]'");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
