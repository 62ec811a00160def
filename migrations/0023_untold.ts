import type { Knex } from "knex";

/** Until now `waiting` said both what a record waits for and why Procore does not show it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- why Procore does not show the counterpart, in Procore's words
    alter table records add column untold text;
    -- the owner sees all companies' rows only without force
    alter table records no force row level security;
    update records set untold = substr(waiting, length('Procore''s banner was not set: ') + 1), waiting = null
     where starts_with(waiting, 'Procore''s banner was not set: ');
    alter table records force row level security;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
