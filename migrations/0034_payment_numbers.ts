import type { Knex } from "knex";

/**
 * `document_number`: the ERP's number of a payment that is not surely a check; its method may be
 * unknown then. A stored check number that cannot be one moves there, and the next write corrects
 * Procore.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table payments alter column method drop not null, add column document_number text;

    -- the owner sees all companies' rows only without force
    alter table payments no force row level security;
    update payments set document_number = check_number, check_number = null, version = version + 1, attempts = 0,
           method = case when check_number ~* 'ach|eft|wire' then 'electronic' end
     where method = 'check' and check_number !~ '^[0-9]{1,10}$' and voided_at is null;
    alter table payments force row level security;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
