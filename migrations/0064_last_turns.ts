import type { Knex } from "knex";

/** What the Overview says of polls, payments and the nightly comparison. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table schedules
      -- when the clock sent it last, and when it last ended well
      add column last_at timestamptz,
      add column done_at timestamptz;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
