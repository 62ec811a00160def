import type { Knex } from "knex";

/**
 * The ERP's number of a payment that is no check, or of which nobody can say whether it is one: then
 * its method is not known either. What was kept as the number of a check and cannot be one is put
 * right, here and with the next look in Procore.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table payments alter column method drop not null, add column document_number text;

    -- all companies' rows, which the owner sees only so
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
