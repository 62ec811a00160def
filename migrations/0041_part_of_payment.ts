import type { Knex } from "knex";

/**
 * What the whole payment comes to, where the ERP does not say how much of it is for the bill. Until
 * now such a share was guessed: the next pull asks once more for bills with payments not posted.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table payments add column part_of numeric;

    -- the owner sees all companies' rows only without force
    alter table payments no force row level security;
    alter table bills no force row level security;
    update bills set held_against = null
     where exists (select from payments
                    where payments.company_id = bills.company_id and payments.record_id = bills.record_id
                      and payments.voided_at is null
                      and payments.state in ('pending_approval', 'in_transit', 'rejected', 'declined'));
    alter table bills force row level security;
    alter table payments force row level security;
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
