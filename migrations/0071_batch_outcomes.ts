import type { Knex } from "knex";

/** What a batch has sent it follows: an item is done once its record has been tried. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table batch_items drop constraint batch_items_outcome_check;
    alter table batch_items add constraint batch_items_outcome_check
      check (outcome in ('sent', 'done', 'waiting', 'refused'));
    -- when it was asked for: a failure from before says nothing about it
    alter table batch_items add column sent_at timestamptz;

    create index batch_items_sent on batch_items (company_id, batch_id, place) where outcome = 'sent';
    drop index batch_items_refused;
    create index batch_items_refused on batch_items (company_id, batch_id, place) where outcome in ('waiting', 'refused');
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
