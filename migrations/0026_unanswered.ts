import type { Knex } from "knex";

/** Until now only the words of `waiting` told that a record waits for another system's answer. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- the owner sees all companies' rows only without force
    alter table records no force row level security;
    alter table records add column is_unanswered boolean not null default false;
    update records set is_unanswered = true
     where waiting ~ '^.+( to answer: |''s answer was lost: )';
    alter table records add constraint records_unanswered check (waiting is not null or not is_unanswered);
    alter table records force row level security;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
