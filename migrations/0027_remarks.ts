import type { Knex } from "knex";

/** What the connector said of the last write: it differs although figures and state agree. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table records add column remark text");
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
