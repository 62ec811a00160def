import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  // Lanes are advisory locks now (server/jobs/lane-pool.ts).
  await knex.raw("drop table lanes");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
