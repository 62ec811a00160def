import type { Knex } from "knex";

/** What the connection's role may not do in the system, as its last check saw it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table connections add column missing jsonb not null default '[]'");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
