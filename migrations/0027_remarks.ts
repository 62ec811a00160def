import type { Knex } from "knex";

/** What is not as it was sent although figures and state are, as the connector said of the last write. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table records add column remark text");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
