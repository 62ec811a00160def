import type { Knex } from "knex";

/**
 * Default `paid`: earlier payments were paid or voided, and a process of the version before, which
 * knows no states, may still write while this one starts.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table payments add column state text not null default 'paid' check (state in
      ('paid', 'pending_approval', 'in_transit', 'to_print', 'rejected', 'declined'));
    -- what lowered the bill beside payments: [{by, number?, amount}]
    alter table bills add column settlements jsonb not null default '[]';
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
