import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- a payment that a person had typed into Procore before it was found to be this one: {notes}, theirs
    alter table payments add column adopted jsonb;
    -- the problem is that nobody knows whether Procore has it already: it is not written
    alter table payments add column is_doubtful boolean not null default false;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
