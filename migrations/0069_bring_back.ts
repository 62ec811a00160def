import type { Knex } from "knex";

/** A batch may take archived activities back into the lists. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table batches drop constraint batches_action_check;
    alter table batches add constraint batches_action_check
      check (action in ('retry', 'acknowledge', 'archive', 'bring_back'));
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
